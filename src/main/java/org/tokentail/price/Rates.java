package org.tokentail.price;

import java.math.BigDecimal;
import java.util.Optional;
import org.tokentail.log.Cost;
import org.tokentail.log.Usage;

/**
 * What the tokens of a model cost. Each is null where it has no price of its own. Immutable.
 *
 * @param cacheWrite tokens written to the cache; null: they cost what input costs, like those of
 *     {@code cacheRead}
 * @param perThousandRequests US dollars, beside the tokens
 */
record Rates(
    Rate input, Rate output, Rate cacheWrite, Rate cacheRead, BigDecimal perThousandRequests) {
  private static final int MILLION_DIGITS = 6;
  private static final int THOUSAND_DIGITS = 3;

  /** Whether tokens have a price at all. */
  boolean isEmpty() {
    return input == null && output == null;
  }

  /**
   * The cost of one request, exact; rounded to 12 decimals by {@link Cost}.
   *
   * @param origin what gave these rates, for {@code priceSource}
   * @return empty when no tokens are known, or some have no price
   */
  Optional<Cost> cost(Usage usage, String origin) {
    if (isEmpty() || !hasParts(usage)) {
      return Optional.empty();
    }
    long size = inputSize(usage);
    Rate write = cacheWrite != null ? cacheWrite : input;
    Rate read = cacheRead != null ? cacheRead : input;
    if (lacks(input, usage.inputTokens())
        || lacks(output, usage.outputTokens())
        || lacks(write, usage.cacheCreationInputTokens())
        || lacks(read, usage.cacheReadInputTokens())) {
      return Optional.empty();
    }
    BigDecimal in = part(input, usage.inputTokens(), size);
    BigDecimal out = part(output, usage.outputTokens(), size);
    BigDecimal written = part(write, usage.cacheCreationInputTokens(), size);
    BigDecimal readAgain = part(read, usage.cacheReadInputTokens(), size);
    return Optional.of(
        new Cost(
            sum(in, out, written, readAgain),
            in,
            out,
            written,
            readAgain,
            PriceSource.of(origin, this, size)));
  }

  private static boolean hasParts(Usage usage) {
    return usage.inputTokens() != null
        || usage.outputTokens() != null
        || usage.cacheCreationInputTokens() != null
        || usage.cacheReadInputTokens() != null;
  }

  /** All tokens of the input: what the steps of a rate are counted by. */
  private static long inputSize(Usage usage) {
    return orZero(usage.inputTokens())
        + orZero(usage.cacheCreationInputTokens())
        + orZero(usage.cacheReadInputTokens());
  }

  private static long orZero(Long tokens) {
    return tokens == null ? 0 : tokens;
  }

  private static boolean lacks(Rate rate, Long tokens) {
    return rate == null && tokens != null && tokens > 0;
  }

  private static BigDecimal part(Rate rate, Long tokens, long size) {
    if (tokens == null) {
      return null;
    }
    return rate == null
        ? BigDecimal.ZERO
        : rate.at(size).multiply(BigDecimal.valueOf(tokens)).movePointLeft(MILLION_DIGITS);
  }

  private BigDecimal sum(BigDecimal... parts) {
    BigDecimal sum =
        perThousandRequests == null
            ? BigDecimal.ZERO
            : perThousandRequests.movePointLeft(THOUSAND_DIGITS);
    for (BigDecimal part : parts) {
      sum = part == null ? sum : sum.add(part);
    }
    return sum;
  }
}
