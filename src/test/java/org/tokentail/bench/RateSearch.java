package org.tokentail.bench;

import java.util.function.DoubleFunction;

/** Finds the highest rate that is sustained: up by a factor until it fails, then in between. */
final class RateSearch {
  private static final double FACTOR = 4;
  private static final double CLOSE_ENOUGH = 1.12;
  private static final int REFINEMENTS = 4;
  private static final double LOWEST = 1;
  private static final double HIGHEST = 100_000;

  private final DoubleFunction<Measurement> trial;
  private Measurement best;
  private Measurement last;

  /**
   * @param trial measures a rate
   */
  RateSearch(DoubleFunction<Measurement> trial) {
    this.trial = trial;
  }

  /**
   * The measurement of the highest sustained rate.
   *
   * @return of the last rate that was tried when none was sustained
   */
  Measurement from(double first) {
    double bad = climb(first);
    if (best == null) {
      bad = descend(bad);
    }
    return best.isSustained() ? refined(bad) : best;
  }

  /** The first rate that fails. */
  private double climb(double first) {
    double rate = first;
    while (rate <= HIGHEST && isSustainedInTwoTrials(rate)) {
      rate *= FACTOR;
    }
    return rate;
  }

  private double descend(double failed) {
    double bad = failed;
    double rate = failed / FACTOR;
    while (rate >= LOWEST && !isSustained(rate)) {
      bad = rate;
      rate /= FACTOR;
    }
    if (best == null) {
      best = trial.apply(LOWEST);
    }
    return bad;
  }

  private Measurement refined(double failed) {
    double bad = failed;
    for (int i = 0; i < REFINEMENTS && bad > best.rate() * CLOSE_ENOUGH; i++) {
      double between = Math.sqrt(bad * best.rate());
      if (!isSustained(between)) {
        bad = between;
      }
    }
    return best;
  }

  /** A moment's noise must not end the climb; half of the rate missing is no noise. */
  private boolean isSustainedInTwoTrials(double rate) {
    boolean atOnce = isSustained(rate);
    return atOnce || (last.accepted() > rate / 2 && isSustained(rate));
  }

  private boolean isSustained(double rate) {
    last = trial.apply(rate);
    if (last.isSustained()) {
      best = last;
    }
    return last.isSustained();
  }
}
