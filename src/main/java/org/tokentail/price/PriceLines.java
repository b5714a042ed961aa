package org.tokentail.price;

import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/**
 * The operator's prices as one reading of the file found them. Immutable.
 *
 * @param name of the file and its version, for {@code priceSource}
 */
record PriceLines(String name, List<PriceLine> lines) {
  static final PriceLines NONE = new PriceLines("", List.of());

  /** The first line that matches, for the best name of the model first. */
  Optional<Offer.Quote> find(String provider, List<String> models, Instant time) {
    String providerName = provider == null ? null : lower(provider);
    return models.stream()
        .map(PriceLines::lower)
        .flatMap(model -> find(providerName, model, time).stream())
        .findFirst();
  }

  private Optional<Offer.Quote> find(String provider, String model, Instant time) {
    return lines.stream()
        .filter(line -> line.matches(provider, model, time))
        .findFirst()
        .map(
            line ->
                new Offer.Quote(
                    "%s %s line %d".formatted(PriceSource.FILE, name, line.line()), line.rates()));
  }

  private static String lower(String name) {
    return name.strip().toLowerCase(Locale.ROOT);
  }
}
