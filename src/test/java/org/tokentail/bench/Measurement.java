package org.tokentail.bench;

import java.time.Duration;
import org.HdrHistogram.Histogram;

/**
 * What came of one publish rate.
 *
 * @param rate records per second that were to be published
 * @param accepted records per second that the server took
 * @param failed records that it did not take
 * @param deliveries events that reached a client
 * @param expected events that should have
 * @param lost connections that the server ended
 * @param span from the first record to the last event, at least as long as was published
 * @param cpu of the server, until the last event
 */
record Measurement(
    double rate,
    double accepted,
    long failed,
    long deliveries,
    long expected,
    int lost,
    boolean isEven,
    Duration span,
    Duration cpu,
    Histogram latency) {
  private static final double LONGEST_P99_MILLIS = 250;

  /** Every client got every event in time, and nobody was disconnected. */
  boolean isSustained() {
    return isComplete() && isAtRate() && p99() < LONGEST_P99_MILLIS;
  }

  /** The server took the records as fast as they were to be published. */
  boolean isAtRate() {
    return accepted >= 0.95 * rate;
  }

  boolean isComplete() {
    return expected > 0 && deliveries >= expected && isEven && lost == 0 && failed == 0;
  }

  double deliveriesPerSecond() {
    return deliveries / (span.toNanos() / 1e9);
  }

  double deliveriesPerCpuSecond() {
    return deliveries / Math.max(0.01, cpu.toNanos() / 1e9);
  }

  /** In milliseconds. */
  double p50() {
    return latency.getValueAtPercentile(50) / 1e3;
  }

  /** In milliseconds. */
  double p99() {
    return latency.getValueAtPercentile(99) / 1e3;
  }

  @Override
  public String toString() {
    return "%,9.0f records/s, %,9.0f taken, %,11.0f deliveries/s, p50 %7.1f ms, p99 %7.1f ms, server CPU %3.0f%%: %s"
        .formatted(
            rate,
            accepted,
            deliveriesPerSecond(),
            p50(),
            p99(),
            100.0 * cpu.toNanos() / span.toNanos(),
            verdict());
  }

  /** In words. */
  String verdict() {
    if (isSustained()) {
      return "sustained";
    }
    if (failed > 0) {
      return "%,d records not taken".formatted(failed);
    }
    if (lost > 0) {
      return "%,d clients disconnected".formatted(lost);
    }
    if (expected == 0 || deliveries < expected) {
      return "%.0f%% of the events arrived".formatted(100.0 * deliveries / Math.max(1, expected));
    }
    if (!isAtRate()) {
      return "%.0f of %.0f records/s taken".formatted(accepted, rate);
    }
    return isComplete() ? "too late" : "not the same for all clients";
  }
}
