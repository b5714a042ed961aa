package org.tokentail.price;

import java.math.BigDecimal;

/**
 * What a model costs, in US dollars per million tokens.
 *
 * @param provider null when none was asked for
 * @param priced whether it has a price; everything after it is null otherwise
 * @param cacheWrite null: they cost what input costs, like those of {@code cacheRead}
 * @param perThousandRequests beside the tokens; null: nothing
 */
public record ModelPrice(
    String model,
    String provider,
    boolean priced,
    String priceSource,
    BigDecimal input,
    BigDecimal output,
    BigDecimal cacheWrite,
    BigDecimal cacheRead,
    BigDecimal perThousandRequests) {

  static ModelPrice none(String model, String provider) {
    return new ModelPrice(model, provider, false, null, null, null, null, null, null);
  }

  /**
   * @param inputTokens of the request, which decide the step of each rate
   */
  static ModelPrice of(String model, String provider, Offer.Quote quote, long inputTokens) {
    Rates rates = quote.rates();
    return new ModelPrice(
        model,
        provider,
        true,
        PriceSource.of(quote.origin(), rates, inputTokens),
        at(rates.input(), inputTokens),
        at(rates.output(), inputTokens),
        at(rates.cacheWrite(), inputTokens),
        at(rates.cacheRead(), inputTokens),
        rates.perThousandRequests());
  }

  private static BigDecimal at(Rate rate, long inputTokens) {
    return rate == null ? null : rate.at(inputTokens);
  }
}
