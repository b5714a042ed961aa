package org.tokentail.stats;

import java.time.Instant;
import org.tokentail.rollup.Figures;
import org.tokentail.rollup.Rollup;
import org.tokentail.rollup.RollupKey;

/** One point of a history under construction. Not thread-safe. */
final class PointSum {
  private final Rollup sum = new Rollup();
  private long requests;
  private long pending;
  private long errors;

  void add(RollupKey key, Rollup part) {
    Stats.Share share = Group.of(key, part.figures()).share();
    requests += share.requests();
    pending += share.pending();
    errors += share.errors();
    sum.add(part);
  }

  void add(PointSum other) {
    requests += other.requests;
    pending += other.pending;
    errors += other.errors;
    sum.add(other.sum);
  }

  long requests() {
    return requests;
  }

  History.Point at(Instant start) {
    Figures figures = sum.figures();
    return new History.Point(
        start,
        requests,
        pending,
        errors,
        Money.of(figures.cost()),
        figures.unpriced(),
        figures.inputTokens(),
        figures.outputTokens(),
        figures.cacheCreationInputTokens(),
        figures.cacheReadInputTokens(),
        figures.totalTokens(),
        Percentiles.of(sum.durations()),
        Percentiles.of(sum.firstTokens()));
  }
}
