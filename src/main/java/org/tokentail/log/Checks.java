package org.tokentail.log;

import java.math.BigDecimal;
import java.math.RoundingMode;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.regex.Pattern;

/** The ranges of a record's properties, as docs/PROTOCOL.md states them. Null always passes. */
final class Checks {
  static final int NAME = 256;
  static final int LABEL = 64;
  static final int ENDPOINT = 1_024;
  static final int NOTE = 4_096;
  static final int ERROR = 16_384;

  static final long MAX_COUNT = 1_000_000_000_000L;
  static final BigDecimal MAX_COST = new BigDecimal("1000000000");
  private static final int COST_SCALE = 12;
  private static final Instant EARLIEST = Instant.parse("2000-01-01T00:00:00Z");
  static final Instant END = Instant.parse("2100-01-01T00:00:00Z");

  /** What every server lets through in a path: GlassFish answers one with a colon by itself. */
  private static final Pattern ID = Pattern.compile("[A-Za-z0-9._@+=~-]{1,128}");

  private Checks() {}

  static String id(String field, String value) {
    if (value != null && !ID.matcher(value).matches()) {
      throw InvalidInputException.record(
          field,
          field + " must be 1 to 128 characters of A-Z a-z 0-9 . _ @ + = ~ - and nothing else.");
    }
    return value;
  }

  static String text(String field, String value, int max) {
    if (value == null) {
      return null;
    }
    if (value.length() > max) {
      throw InvalidInputException.record(
          field,
          "%s must have at most %d characters, but has %d. Shorten it."
              .formatted(field, max, value.length()));
    }
    for (int i = 0; i < value.length(); i++) {
      char c = value.charAt(i);
      if (c == 0) {
        throw InvalidInputException.record(
            field, field + " contains a NUL character. Remove it: it cannot be stored as text.");
      }
      if (Character.isSurrogate(c)) {
        boolean pair =
            Character.isHighSurrogate(c)
                && i + 1 < value.length()
                && Character.isLowSurrogate(value.charAt(i + 1));
        if (!pair) {
          throw InvalidInputException.record(
              field, field + " contains half of a surrogate pair. Send valid Unicode.");
        }
        i++;
      }
    }
    return value;
  }

  static Long count(String field, Long value) {
    if (value != null && (value < 0 || value > MAX_COUNT)) {
      throw InvalidInputException.record(
          field,
          "%s must be a whole number from 0 to %d, but is %d.".formatted(field, MAX_COUNT, value));
    }
    return value;
  }

  static Integer httpStatus(String field, Integer value) {
    if (value != null && (value < 100 || value > 599)) {
      throw InvalidInputException.record(
          field, "%s must be a whole number from 100 to 599, but is %d.".formatted(field, value));
    }
    return value;
  }

  /** Kept to 12 decimals and without trailing zeros, so that equal amounts are equal objects. */
  static BigDecimal cost(String field, BigDecimal value) {
    if (value == null) {
      return null;
    }
    // Digits before the point, read without expanding: 1e1000000000 is a short text.
    long magnitude = (long) value.precision() - value.scale();
    if (value.signum() < 0 || magnitude > 10 || value.compareTo(MAX_COST) > 0) {
      throw InvalidInputException.record(
          field,
          "%s must be an amount from 0 to %s US dollars, but is %s."
              .formatted(field, MAX_COST, value));
    }
    if (value.signum() == 0 || magnitude < -COST_SCALE) {
      return BigDecimal.ZERO;
    }
    BigDecimal rounded = value.setScale(COST_SCALE, RoundingMode.HALF_UP).stripTrailingZeros();
    return rounded.scale() < 0 ? rounded.setScale(0) : rounded;
  }

  /** The time itself, or the nearest that may be kept. */
  static Instant inRange(Instant value) {
    return value.isBefore(EARLIEST) ? EARLIEST : value;
  }

  /** Cut to milliseconds, the precision that is kept. */
  static Instant time(String field, Instant value) {
    if (value == null) {
      return null;
    }
    if (value.isBefore(EARLIEST) || !value.isBefore(END)) {
      throw InvalidInputException.record(
          field, "%s must lie in the years 2000 to 2099, but is %s.".formatted(field, value));
    }
    return value.truncatedTo(ChronoUnit.MILLIS);
  }
}
