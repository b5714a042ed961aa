package org.tokentail.price;

import java.math.BigDecimal;
import java.util.Comparator;
import java.util.List;

/**
 * US dollars per million tokens, by the size of the input. Immutable.
 *
 * @param base up to the first step
 * @param steps in ascending order; the one that was passed holds for all tokens of the request
 */
record Rate(BigDecimal base, List<Step> steps) {
  /**
   * A rate from some size on.
   *
   * @param above tokens of input, cached ones included, beyond which it holds
   */
  record Step(long above, BigDecimal rate) {}

  Rate {
    steps = steps.stream().sorted(Comparator.comparingLong(Step::above)).toList();
  }

  static Rate of(BigDecimal rate) {
    return new Rate(rate, List.of());
  }

  /** The rate for a request with so many tokens of input. */
  BigDecimal at(long inputTokens) {
    BigDecimal rate = base;
    for (Step step : steps) {
      if (inputTokens > step.above()) {
        rate = step.rate();
      }
    }
    return rate;
  }

  /** The bound that such a request has passed; 0: none. */
  long passed(long inputTokens) {
    long passed = 0;
    for (Step step : steps) {
      if (inputTokens > step.above()) {
        passed = step.above();
      }
    }
    return passed;
  }
}
