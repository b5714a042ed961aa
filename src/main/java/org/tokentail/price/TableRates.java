package org.tokentail.price;

import com.fasterxml.jackson.databind.JsonNode;
import java.math.BigDecimal;
import java.time.LocalDate;
import java.time.OffsetTime;
import java.util.ArrayList;
import java.util.List;
import org.tokentail.price.DatedRates.Holds;
import org.tokentail.price.DatedRates.Period;

/** Reads the rates of one model as the bundled table writes them. */
final class TableRates {
  private TableRates() {}

  static DatedRates of(JsonNode periods) {
    List<Period> read = new ArrayList<>();
    periods.forEach(
        period ->
            read.add(new Period(holds(period.path("constraint")), rates(period.path("prices")))));
    return new DatedRates(List.copyOf(read));
  }

  private static Holds holds(JsonNode constraint) {
    return switch (constraint.path("type").asText()) {
      case "" -> new Holds.Always();
      case "start_date" -> new Holds.From(LocalDate.parse(constraint.path("start_date").asText()));
      case "time_of_date" ->
          new Holds.Daily(
              OffsetTime.parse(constraint.path("start_time").asText()),
              OffsetTime.parse(constraint.path("end_time").asText()));
      default ->
          throw new IllegalArgumentException("The price table has a new constraint: " + constraint);
    };
  }

  private static Rates rates(JsonNode prices) {
    JsonNode requests = prices.path("requests_kcount");
    return new Rates(
        rate(prices.path("input_mtok")),
        rate(prices.path("output_mtok")),
        rate(prices.path("cache_write_mtok")),
        rate(prices.path("cache_read_mtok")),
        requests.isNumber() ? requests.decimalValue() : null);
  }

  private static Rate rate(JsonNode price) {
    if (price.isNumber()) {
      return Rate.of(amount(price));
    }
    if (!price.isObject()) {
      return null;
    }
    List<Rate.Step> steps = new ArrayList<>();
    price
        .path("tiers")
        .forEach(
            tier ->
                steps.add(new Rate.Step(tier.path("start").asLong(), amount(tier.path("price")))));
    return new Rate(amount(price.path("base")), steps);
  }

  /** One form for each amount, so that equal rates are equal. */
  private static BigDecimal amount(JsonNode number) {
    return number.decimalValue().stripTrailingZeros();
  }
}
