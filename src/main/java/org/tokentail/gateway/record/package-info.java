/**
 * What the gateway says of its calls, towards the write path. May use {@code log}, {@code
 * gateway.usage}, {@code gateway.channel}.
 */
package org.tokentail.gateway.record;
