package org.tokentail.gateway.channel;

import java.net.URI;
import java.time.Duration;
import java.util.Optional;

/**
 * A way to a provider.
 *
 * @param name as records and messages call it, unique
 * @param base URL without a slash at its end
 * @param key of the provider, which replaces the caller's; empty: the caller's own passes through
 * @param priority the lowest is tried first
 * @param retries how often this channel is tried again after 429, 5xx or no connection, 0 to 5
 */
public record Channel(
    String name,
    Provider provider,
    URI base,
    Optional<String> key,
    int priority,
    int retries,
    Timeouts timeouts) {

  /**
   * How long a provider may take.
   *
   * @param connect until the connection stands
   * @param firstByte until the head of the answer is there
   * @param idle between two pieces of the answer
   */
  public record Timeouts(Duration connect, Duration firstByte, Duration idle) {}

  /** Whether the caller needs no key of the provider. */
  public boolean suppliesKey() {
    return key.isPresent();
  }

  /** Leaves the key out. */
  @Override
  public String toString() {
    return "Channel[%s, %s, %s]".formatted(name, provider.wire(), base);
  }
}
