/**
 * The recording gateway: passes calls of SDKs on to the providers, byte for byte, and records them.
 * May use the value types and the write path of {@code log}, {@code security} (the access key),
 * {@code server} and {@code config}; its rooms are {@code gateway.caller}, {@code gateway.channel},
 * {@code gateway.record}, {@code gateway.usage} and {@code gateway.bodies}.
 */
package org.tokentail.gateway;
