package org.tokentail.stats;

import java.math.BigDecimal;

/** Sums of money as they are shown. */
final class Money {
  private Money() {}

  /** Without trailing zeros, and 0 for the sum of nothing (null). */
  static BigDecimal of(BigDecimal sum) {
    if (sum == null || sum.signum() == 0) {
      return BigDecimal.ZERO;
    }
    BigDecimal stripped = sum.stripTrailingZeros();
    return stripped.scale() < 0 ? stripped.setScale(0) : stripped;
  }
}
