/**
 * The side of the caller: its request's body and its response, read and written without blocking.
 * May use {@code server}.
 */
package org.tokentail.gateway.caller;
