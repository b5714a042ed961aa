/** Sums over the log. May use the journal, the value types of {@code log} and the configuration. */
package org.tokentail.stats;
