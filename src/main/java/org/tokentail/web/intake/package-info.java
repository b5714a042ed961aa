/**
 * Bodies of API calls, read ahead of JAX-RS: without a thread, within bounds of time and memory,
 * and only from those who may call.
 */
package org.tokentail.web.intake;
