package org.tokentail.stats;

import java.math.BigDecimal;
import java.time.Instant;
import java.util.List;

/**
 * The answer of {@code GET api/logs/stats/history} (docs/PROTOCOL.md, "Statistics").
 *
 * @param from initial time from which records were counted
 * @param to up to which, exclusive
 * @param zone in which days, and parts of days, begin
 * @param bucket how long a bucket is: 1m, 5m, 15m, 1h, 6h or 1d
 * @param buckets all of them, in their order, also those without a request
 * @param by what the groups are told apart by; null: there are none
 * @param groups the largest by requests; null without {@code by}
 */
public record History(
    Instant from,
    Instant to,
    String zone,
    String bucket,
    List<Point> buckets,
    String by,
    List<Series> groups) {

  /**
   * The requests that began within a bucket.
   *
   * @param start of the bucket
   * @param durationMs null without a completed request that has a duration
   */
  public record Point(
      Instant start,
      long requests,
      long pending,
      long errors,
      BigDecimal cost,
      long unpriced,
      long inputTokens,
      long outputTokens,
      long cacheCreationInputTokens,
      long cacheReadInputTokens,
      long totalTokens,
      Percentiles durationMs,
      Percentiles firstTokenDurationMs) {}

  /**
   * One group.
   *
   * @param name of the provider, model, ...; empty where it is unknown
   * @param other whether these are all further groups together
   * @param total over all buckets; it starts with the first one
   * @param buckets those with a request
   */
  public record Series(String name, boolean other, Point total, List<Point> buckets) {}
}
