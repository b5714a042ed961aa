package org.tokentail.rollup;

import java.math.BigDecimal;
import org.tokentail.log.Cost;
import org.tokentail.log.RequestLog;
import org.tokentail.log.RequestStatus;
import org.tokentail.log.Usage;

/**
 * Records added up. Costs in US dollars, durations in milliseconds. Immutable.
 *
 * @param unpriced final records with tokens and without a price
 * @param durationMs of those records that are completed and have a duration
 * @param timed the number of those
 */
public record Figures(
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
  public static final Figures NONE = new Figures(0, 0, 0, 0, 0, 0, 0, BigDecimal.ZERO, 0, 0);

  /** What one record comes to. */
  public static Figures of(RequestLog log) {
    RequestStatus status = log.state().status();
    Usage usage = log.state().usage();
    Cost cost = log.state().cost();
    long tokens = orZero(usage.totalTokens());
    Long duration = status == RequestStatus.COMPLETED ? log.state().timing().durationMs() : null;
    return new Figures(
        1,
        status.isFinal() && tokens > 0 && cost.price() == null ? 1 : 0,
        orZero(usage.inputTokens()),
        orZero(usage.outputTokens()),
        orZero(usage.cacheCreationInputTokens()),
        orZero(usage.cacheReadInputTokens()),
        tokens,
        cost.price() == null ? BigDecimal.ZERO : cost.price(),
        orZero(duration),
        duration == null ? 0 : 1);
  }

  private static long orZero(Long value) {
    return value == null ? 0 : value;
  }

  public Figures plus(Figures other) {
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
  public Figures negated() {
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
