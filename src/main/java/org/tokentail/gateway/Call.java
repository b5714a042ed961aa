package org.tokentail.gateway;

import java.time.Instant;
import java.util.List;
import java.util.Optional;
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
  private static final String ENCODING = "content-encoding";

  /**
   * @param body null where it is not known as a whole
   */
  Asking asking(byte[] body) {
    Asked asked =
        body == null
            ? Asked.UNKNOWN
            : route
                .format()
                .map(format -> RequestWitness.asked(format, head.first(ENCODING), body))
                .orElse(Asked.UNKNOWN);
    return asking(asked);
  }

  /** With what the body was found to say. */
  Asking asking(Asked asked) {
    return CallerWords.of(head, route, asked);
  }

  /** Reads the body of the request as it goes by; empty: it is not of a format that is read. */
  Optional<RequestWitness> witness() {
    return route.format().map(format -> new RequestWitness(format, head.first(ENCODING)));
  }

  /** Leaves the keys out. */
  @Override
  public String toString() {
    return "Call[%s %s]".formatted(route.method(), route.path());
  }
}
