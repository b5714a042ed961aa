package org.tokentail.stats;

import java.math.BigDecimal;

/**
 * Records added up. Costs in US dollars, durations in milliseconds. Immutable.
 *
 * @param unpriced final records with tokens and without a price
 * @param durationMs of those records that are completed and have a duration
 * @param timed the number of those
 */
record Figures(
    long requests,
    long unpriced,
    long inputTokens,
    long outputTokens,
    long cacheCreationInputTokens,
    long cacheReadInputTokens,
    long totalTokens,
    BigDecimal cost,
    long durationMs,
    long timed) {
  static final Figures NONE = new Figures(0, 0, 0, 0, 0, 0, 0, BigDecimal.ZERO, 0, 0);

  Figures plus(Figures other) {
    return new Figures(
        requests + other.requests,
        unpriced + other.unpriced,
        inputTokens + other.inputTokens,
        outputTokens + other.outputTokens,
        cacheCreationInputTokens + other.cacheCreationInputTokens,
        cacheReadInputTokens + other.cacheReadInputTokens,
        totalTokens + other.totalTokens,
        cost.add(other.cost),
        durationMs + other.durationMs,
        timed + other.timed);
  }

  /** What takes these out again when it is added. */
  Figures negated() {
    return new Figures(
        -requests,
        -unpriced,
        -inputTokens,
        -outputTokens,
        -cacheCreationInputTokens,
        -cacheReadInputTokens,
        -totalTokens,
        cost.negate(),
        -durationMs,
        -timed);
  }
}
