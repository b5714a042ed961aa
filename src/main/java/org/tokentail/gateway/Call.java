package org.tokentail.gateway;

import java.time.Instant;
import java.util.List;
import org.tokentail.gateway.channel.Channel;
import org.tokentail.gateway.record.Asking;
import org.tokentail.gateway.usage.Asked;

/**
 * What a caller wants.
 *
 * @param candidates channels in the order in which they are tried, at least one
 * @param secrets that must not stand in any record
 * @param arrivedNanos the same as arrived on the monotonic clock
 */
record Call(
    Head head,
    Route route,
    CallerKey key,
    List<Channel> candidates,
    List<String> secrets,
    Instant arrived,
    long arrivedNanos) {

  /**
   * @param body null where it is not known as a whole
   */
  Asking asking(byte[] body) {
    Asked asked =
        body == null
            ? Asked.UNKNOWN
            : route.format().map(format -> Asked.of(format, body)).orElse(Asked.UNKNOWN);
    return CallerWords.of(head, route, asked);
  }

  /** Leaves the keys out. */
  @Override
  public String toString() {
    return "Call[%s %s]".formatted(route.method(), route.path());
  }
}
