/**
 * What keeps the log from growing for ever, and its database in shape. May use the journal, the
 * events of {@code log}, and the configuration.
 */
package org.tokentail.retention;
