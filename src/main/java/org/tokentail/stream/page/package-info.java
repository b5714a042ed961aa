/**
 * A log of encoded frames in memory: pages of bytes, linked, and the cursors that read them. Knows
 * nothing of what the bytes mean.
 */
package org.tokentail.stream.page;
