/**
 * Load on a real server: {@link org.tokentail.load.ServerProcess} runs it in a process of its own,
 * {@link org.tokentail.load.Publisher} writes records to it, {@link org.tokentail.load.StreamCrowd}
 * is thousands of clients of its stream.
 */
package org.tokentail.load;
