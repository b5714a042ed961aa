package org.tokentail.stats;

import org.tokentail.rollup.Latencies;

/**
 * Milliseconds that so many per cent of the completed requests took at most; at most 1 % above the
 * true value.
 */
public record Percentiles(long p50, long p95, long p99) {
  /** Null when there are none. */
  static Percentiles of(Latencies latencies) {
    Long median = latencies.percentile(50);
    return median == null
        ? null
        : new Percentiles(median, latencies.percentile(95), latencies.percentile(99));
  }
}
