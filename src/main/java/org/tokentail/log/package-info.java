/**
 * What is known of an LLM request, and the only way to write it down.
 *
 * <p>The value types ({@link org.tokentail.log.RequestLog} and its parts) validate themselves and
 * are used everywhere. {@link org.tokentail.log.RequestLogManager} is the write path: it may use
 * the journal and the configuration, and nothing else of Tokentail.
 */
package org.tokentail.log;
