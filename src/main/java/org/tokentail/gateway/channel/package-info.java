/**
 * The ways to the providers: from settings or a file, with their circuits. May use {@code
 * gateway.usage} (names of formats), the JSON of {@code log}, and {@code config}.
 */
package org.tokentail.gateway.channel;
