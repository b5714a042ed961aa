package org.tokentail.price;

import java.math.BigDecimal;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDate;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** Reads the operator's prices (docs/CONFIGURATION.md, "Prices of your own"). */
final class PriceFileReader {
  private static final BigDecimal MAX_AMOUNT = new BigDecimal(1_000_000);
  private static final int MAX_DECIMALS = 12;
  private static final int MAX_NAME = 256;
  private static final int MAX_LABEL = 64;
  private static final int MAX_LINES = 10_000;

  private static final Set<String> FILE = Set.of("version", "prices");
  private static final Set<String> RATES =
      new TreeSet<>(List.of("input", "output", "cache-write", "cache-read"));
  private static final Set<String> LINE =
      with(RATES, "model", "provider", "from", "until", "above");
  private static final Set<String> STEP = with(RATES, "input-tokens");

  private PriceFileReader() {}

  /**
   * @param fileName for {@code priceSource}
   * @param standardVersion where the file names none
   */
  static PriceLines read(String yaml, String fileName, String standardVersion)
      throws InvalidPriceFileException {
    Map<String, Lined> file = Lined.read(yaml).map(FILE);
    Lined version = file.get("version");
    List<PriceLine> lines = new ArrayList<>();
    if (file.containsKey("prices")) {
      List<Lined> entries = file.get("prices").list();
      if (entries.size() > MAX_LINES) {
        throw file.get("prices").problem("there may be %d at most".formatted(MAX_LINES));
      }
      for (Lined entry : entries) {
        lines.add(line(entry));
      }
    }
    return new PriceLines(
        fileName + " " + (version == null ? standardVersion : version.text(MAX_LABEL)),
        List.copyOf(lines));
  }

  private static PriceLine line(Lined entry) throws InvalidPriceFileException {
    Map<String, Lined> values = entry.map(LINE);
    if (!values.containsKey("model")) {
      throw entry.problem("model is missing: name one, * stands for any text");
    }
    Rate input = rate("input", values);
    Rate output = rate("output", values);
    if (input == null || output == null) {
      throw entry.problem("input and output are needed, in US dollars per million tokens");
    }
    return new PriceLine(
        entry.line(),
        pattern(values.get("model")),
        pattern(values.get("provider")),
        time(values.get("from")),
        time(values.get("until")),
        new Rates(input, output, rate("cache-write", values), rate("cache-read", values), null));
  }

  /** Null when the entry does not name it. */
  private static Rate rate(String name, Map<String, Lined> values)
      throws InvalidPriceFileException {
    List<Rate.Step> steps = new ArrayList<>();
    if (values.containsKey("above")) {
      for (Lined step : values.get("above").list()) {
        Map<String, Lined> prices = step.map(STEP);
        if (!prices.containsKey("input-tokens")) {
          throw step.problem("input-tokens is missing: beyond how many does this hold?");
        }
        long above = tokens(prices.get("input-tokens"));
        if (prices.containsKey(name)) {
          steps.add(new Rate.Step(above, amount(name, prices.get(name))));
        }
      }
    }
    if (values.containsKey(name)) {
      return new Rate(amount(name, values.get(name)), steps);
    }
    if (!steps.isEmpty()) {
      throw values.get("above").problem("%s is missing outside of above".formatted(name));
    }
    return null;
  }

  private static BigDecimal amount(String name, Lined value) throws InvalidPriceFileException {
    try {
      BigDecimal amount = new BigDecimal(value.text(MAX_LABEL)).stripTrailingZeros();
      // The scale first: 1e-1000000000 is a short text.
      if (Math.abs((long) amount.scale()) <= MAX_DECIMALS
          && amount.signum() >= 0
          && amount.compareTo(MAX_AMOUNT) <= 0) {
        return amount;
      }
    } catch (NumberFormatException e) {
      // reported below, like an amount out of range
    }
    throw value.problem(
        "%s must be US dollars per million tokens, from 0 to %s, but is %s"
            .formatted(name, MAX_AMOUNT, value.value()));
  }

  private static long tokens(Lined value) throws InvalidPriceFileException {
    String text = value.text(MAX_LABEL);
    if (!text.matches("[1-9][0-9]{0,11}")) {
      throw value.problem("input-tokens must be a whole number from 1, but is " + text);
    }
    return Long.parseLong(text);
  }

  /** Null for null. */
  private static Instant time(Lined value) throws InvalidPriceFileException {
    if (value == null) {
      return null;
    }
    String text = value.text(MAX_LABEL);
    try {
      return text.contains("T")
          ? OffsetDateTime.parse(text).toInstant()
          : LocalDate.parse(text).atStartOfDay(ZoneOffset.UTC).toInstant();
    } catch (DateTimeException e) {
      throw value.problem(
          "a time must be a day (2026-01-01, from 0:00 UTC) or as RFC 3339 has it, but is " + text);
    }
  }

  /** Null for null. */
  private static Pattern pattern(Lined value) throws InvalidPriceFileException {
    if (value == null) {
      return null;
    }
    String text = value.text(MAX_NAME).toLowerCase(Locale.ROOT);
    return Pattern.compile(
        Stream.of(text.split("\\*", -1)).map(Pattern::quote).collect(Collectors.joining(".*")));
  }

  private static Set<String> with(Set<String> names, String... more) {
    Set<String> all = new TreeSet<>(names);
    all.addAll(List.of(more));
    return all;
  }
}
