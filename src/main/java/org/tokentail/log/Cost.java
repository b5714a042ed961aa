package org.tokentail.log;

import java.math.BigDecimal;
import java.util.Objects;
import java.util.stream.Stream;

/**
 * What it cost, in US dollars from 0 to 10^9, exact to 12 decimals. Null while unknown, which is
 * not 0.
 *
 * @param price the whole; the sum of the parts when it was not given
 * @param priceSource where the price came from, at most 256 characters
 */
public record Cost(
    BigDecimal price,
    BigDecimal inputCost,
    BigDecimal outputCost,
    BigDecimal cacheCreationCost,
    BigDecimal cacheReadCost,
    String priceSource) {
  public static final Cost UNKNOWN = new Cost(null, null, null, null, null, null);

  /**
   * @throws InvalidInputException naming the first component out of range
   */
  public Cost {
    price = Checks.cost("price", price);
    inputCost = Checks.cost("inputCost", inputCost);
    outputCost = Checks.cost("outputCost", outputCost);
    cacheCreationCost = Checks.cost("cacheCreationCost", cacheCreationCost);
    cacheReadCost = Checks.cost("cacheReadCost", cacheReadCost);
    Checks.text("priceSource", priceSource, Checks.NAME);
  }

  /** With a price: the sum of the parts when it was not given. */
  public Cost summed() {
    return UNKNOWN.merge(this);
  }

  Cost merge(Cost newer) {
    Cost merged =
        new Cost(
            null,
            Merge.newer(newer.inputCost, inputCost),
            Merge.newer(newer.outputCost, outputCost),
            Merge.newer(newer.cacheCreationCost, cacheCreationCost),
            Merge.newer(newer.cacheReadCost, cacheReadCost),
            Merge.newer(newer.priceSource, priceSource));
    // As with tokens: a price that was the sum of its parts follows them.
    BigDecimal sum = sum();
    boolean summed = price == null ? sum == null : sum != null && price.compareTo(sum) == 0;
    return merged.withPrice(newer.price != null ? newer.price : summed ? merged.sum() : price);
  }

  private Cost withPrice(BigDecimal price) {
    return new Cost(price, inputCost, outputCost, cacheCreationCost, cacheReadCost, priceSource);
  }

  private BigDecimal sum() {
    return Stream.of(inputCost, outputCost, cacheCreationCost, cacheReadCost)
        .filter(Objects::nonNull)
        .reduce(BigDecimal::add)
        .map(sum -> Checks.cost("price", sum.min(Checks.MAX_COST)))
        .orElse(null);
  }
}
