package org.tokentail.log;

import com.fasterxml.jackson.annotation.JsonValue;
import java.math.BigDecimal;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * A small map of the caller's own: at most 32 entries, keys of 1 to 64 characters, values text (at
 * most 1,024 characters), numbers (at most 38 digits on either side of the point) or booleans.
 * Keeps the order of the entries.
 */
public record Metadata(@JsonValue Map<String, Object> entries) {
  public static final Metadata NONE = new Metadata(Map.of());

  private static final int MAX_ENTRIES = 32;
  private static final int MAX_KEY = 64;
  private static final int MAX_TEXT = 1_024;
  private static final int MAX_DIGITS = 38;

  /**
   * @throws InvalidInputException naming the entry out of range
   */
  public Metadata {
    if (entries.size() > MAX_ENTRIES) {
      throw InvalidInputException.record(
          "metadata",
          "metadata must have at most %d entries, but has %d."
              .formatted(MAX_ENTRIES, entries.size()));
    }
    entries.forEach(Metadata::check);
    Map<String, Object> kept = new LinkedHashMap<>(entries);
    kept.replaceAll((key, value) -> value instanceof Number number ? plain(number) : value);
    entries = Collections.unmodifiableMap(kept);
  }

  private static void check(String key, Object value) {
    if (key.isEmpty() || key.length() > MAX_KEY) {
      throw InvalidInputException.record(
          "metadata", "A key in metadata must have 1 to %d characters.".formatted(MAX_KEY));
    }
    Checks.text("metadata", key, MAX_KEY);
    String field = "metadata." + key;
    if (value instanceof String text) {
      Checks.text(field, text, MAX_TEXT);
    } else if (value instanceof Number number) {
      checkNumber(field, number);
    } else if (!(value instanceof Boolean)) {
      throw InvalidInputException.record(field, field + " must be a text, a number or a boolean.");
    }
  }

  private static void checkNumber(String field, Number number) {
    BigDecimal decimal = new BigDecimal(number.toString());
    // Written out in full later: 1e1000000000 would become a gigabyte of zeros.
    if (decimal.scale() > MAX_DIGITS || decimal.precision() - (long) decimal.scale() > MAX_DIGITS) {
      throw InvalidInputException.record(
          field,
          "%s must have at most %d digits before and after the point. Send it as text."
              .formatted(field, MAX_DIGITS));
    }
  }

  /** One form for each number, so that 1, 1.0 and what the database gives back are equal. */
  private static BigDecimal plain(Number number) {
    BigDecimal decimal = new BigDecimal(number.toString()).stripTrailingZeros();
    return decimal.scale() < 0 ? decimal.setScale(0) : decimal;
  }

  Metadata merge(Metadata newer) {
    if (newer.entries.isEmpty()) {
      return this;
    }
    Map<String, Object> merged = new LinkedHashMap<>(entries);
    merged.putAll(newer.entries);
    return new Metadata(merged);
  }
}
