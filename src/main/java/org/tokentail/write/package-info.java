/**
 * The only way to write a record down. {@link org.tokentail.write.RequestLogManager} takes changes,
 * {@link org.tokentail.write.GroupCommit} commits many of them together. May use the journal, the
 * values of the log and the configuration.
 */
package org.tokentail.write;
