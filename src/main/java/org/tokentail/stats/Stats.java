package org.tokentail.stats;

import java.math.BigDecimal;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.tokentail.log.RequestStatus;

/**
 * Sums over the matching records (docs/PROTOCOL.md, "Reading"). Costs in US dollars, durations in
 * milliseconds.
 *
 * @param from initial time from which records were counted; null: all
 * @param successRate completed among completed, error and timeout, 0 to 1; null without any of them
 * @param unpriced final records with tokens and without a price
 * @param averageDurationMs over completed records; null without any
 */
public record Stats(
    Instant from,
    long totalRequests,
    long pending,
    Map<RequestStatus, Long> byStatus,
    Double successRate,
    BigDecimal totalCost,
    long unpriced,
    long inputTokens,
    long outputTokens,
    long cacheCreationInputTokens,
    long cacheReadInputTokens,
    long totalTokens,
    Long averageDurationMs,
    Map<String, Share> byProvider,
    Map<String, Share> byModel,
    List<ActiveSession> activeSessions) {

  /** The part of one provider or model. */
  public record Share(
      long requests, long pending, long errors, long totalTokens, BigDecimal totalCost) {

    Share plus(Share other) {
      return new Share(
          requests + other.requests,
          pending + other.pending,
          errors + other.errors,
          totalTokens + other.totalTokens,
          totalCost.add(other.totalCost));
    }

    /** What takes this out again when it is added. */
    Share negated() {
      return new Share(-requests, -pending, -errors, -totalTokens, totalCost.negate());
    }

    Share shown() {
      return new Share(requests, pending, errors, totalTokens, Money.of(totalCost));
    }
  }
}
