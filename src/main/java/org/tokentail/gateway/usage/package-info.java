/**
 * What a provider's request and answer say of themselves: model, tokens, how it ended, who asked.
 * Pure readers, one a wire format, fed with bytes as they go by; no container, no I/O. May use the
 * values of the log.
 */
package org.tokentail.gateway.usage;
