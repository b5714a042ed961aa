package org.tokentail.price;

import java.time.Instant;

/**
 * What somebody asks for a model.
 *
 * @param origin who says so, for {@code priceSource}
 */
record Offer(String origin, DatedRates rates) {
  /** The rates at one time, and who says so. */
  record Quote(String origin, Rates rates) {}

  Quote at(Instant time) {
    return new Quote(origin, rates.at(time));
  }
}
