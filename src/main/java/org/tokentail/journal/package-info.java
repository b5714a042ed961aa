/**
 * The journal: the current state of every request and the feed of their changes, in one database.
 *
 * <p>May use the value types of {@code log} and the configuration; never the write path.
 */
package org.tokentail.journal;
