/**
 * What is known of an LLM request: values that validate themselves ({@link
 * org.tokentail.log.RequestLog} and its parts), changes of them, and positions in the feed of all
 * changes. Used everywhere; uses nothing else of Tokentail.
 */
package org.tokentail.log;
