package org.tokentail.journal;

import java.math.BigDecimal;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.tokentail.log.InvalidInputException;

/**
 * Query parameters as values. Every method throws {@link InvalidInputException} that says what
 * would be right.
 */
public final class Parameters {
  private static final Pattern DURATION = Pattern.compile("([0-9]{1,6})([smhd])");

  private static final Pattern DOLLARS = Pattern.compile("[0-9]{1,10}(\\.[0-9]{1,12})?");
  private static final BigDecimal MAX_DOLLARS = BigDecimal.valueOf(1_000_000_000);
  private static final Pattern MILLISECONDS = Pattern.compile("[0-9]{1,13}");
  private static final long MAX_MILLISECONDS = 1_000_000_000_000L;

  private Parameters() {}

  /** An RFC 3339 time in the years 2000 to 2099; null for null or empty. */
  public static Instant time(String name, String text) {
    if (text == null || text.isEmpty()) {
      return null;
    }
    try {
      OffsetDateTime time = OffsetDateTime.parse(text);
      if (time.getYear() >= 2000 && time.getYear() < 2100) {
        return time.toInstant();
      }
    } catch (DateTimeException e) {
      // reported below, like a year out of range
    }
    throw InvalidInputException.parameter(
        name,
        name
            + " must be an RFC 3339 time in the years 2000 to 2099, like 2026-01-11T15:00:00Z (write + as %2B).");
  }

  /** A duration like 90s, 30m or 2h, from 1 s to 24 h. */
  public static Duration duration(String name, String text) {
    return duration(name, text, "1s", "24h", "90s, 30m or 2h");
  }

  /** A duration like 6h or 30d, from 1 minute to two years. */
  public static Duration span(String name, String text) {
    return duration(name, text, "1m", "730d", "1h, 24h, 7d or 30d");
  }

  private static Duration duration(
      String name, String text, String min, String max, String examples) {
    return duration(text)
        .filter(duration -> duration.compareTo(duration(min).orElseThrow()) >= 0)
        .filter(duration -> duration.compareTo(duration(max).orElseThrow()) <= 0)
        .orElseThrow(
            () ->
                InvalidInputException.parameter(
                    name,
                    "%s must be a duration from %s to %s, like %s."
                        .formatted(name, min, max, examples)));
  }

  private static Optional<Duration> duration(String text) {
    Matcher matcher = DURATION.matcher(text);
    if (!matcher.matches()) {
      return Optional.empty();
    }
    long number = Long.parseLong(matcher.group(1));
    return Optional.of(
        switch (matcher.group(2)) {
          case "s" -> Duration.ofSeconds(number);
          case "m" -> Duration.ofMinutes(number);
          case "h" -> Duration.ofHours(number);
          default -> Duration.ofDays(number);
        });
  }

  /** True or false; false for null or empty. */
  public static boolean flag(String name, String text) {
    if (text == null || text.isEmpty() || text.equals("false")) {
      return false;
    }
    if (text.equals("true")) {
      return true;
    }
    throw InvalidInputException.parameter(name, name + " must be true or false.");
  }

  /** A time zone like Europe/Berlin, Asia/Shanghai or +05:30; UTC for null or empty. */
  public static ZoneId zone(String name, String text) {
    if (text == null || text.isEmpty()) {
      return ZoneOffset.UTC;
    }
    try {
      return ZoneId.of(text);
    } catch (DateTimeException e) {
      throw InvalidInputException.parameter(
          name,
          name + " must be a time zone, like Europe/Berlin, Asia/Shanghai or %2B05:30 (+05:30).");
    }
  }

  /** true or false; the standard for null or empty. */
  public static boolean flag(String name, String text, boolean standard) {
    if (text == null || text.isEmpty()) {
      return standard;
    }
    if (text.equals("true") || text.equals("false")) {
      return text.equals("true");
    }
    throw InvalidInputException.parameter(name, name + " must be true or false.");
  }

  /** A whole number within the range; the standard for null or empty. */
  public static int number(String name, String text, int standard, int min, int max) {
    if (text == null || text.isEmpty()) {
      return standard;
    }
    try {
      int number = Integer.parseInt(text);
      if (number >= min && number <= max) {
        return number;
      }
    } catch (NumberFormatException e) {
      // reported below, like a number out of range
    }
    throw InvalidInputException.parameter(
        name, "%s must be a whole number from %d to %d.".formatted(name, min, max));
  }

  /** US dollars from 0 to 10^9; null for null or empty. Without trailing zeros: 0.50 equals 0.5. */
  static BigDecimal dollars(String name, String text) {
    if (text == null || text.isEmpty()) {
      return null;
    }
    if (DOLLARS.matcher(text).matches()) {
      BigDecimal dollars = new BigDecimal(text).stripTrailingZeros();
      if (dollars.compareTo(MAX_DOLLARS) <= 0) {
        return dollars;
      }
    }
    throw InvalidInputException.parameter(
        name,
        "%s must be US dollars from 0 to %s with 12 decimals at most, like 0.05."
            .formatted(name, MAX_DOLLARS));
  }

  /** Milliseconds from 0 to 10^12; null for null or empty. */
  static Long milliseconds(String name, String text) {
    if (text == null || text.isEmpty()) {
      return null;
    }
    if (MILLISECONDS.matcher(text).matches() && Long.parseLong(text) <= MAX_MILLISECONDS) {
      return Long.valueOf(text);
    }
    throw InvalidInputException.parameter(
        name,
        "%s must be a whole number of milliseconds from 0 to %d."
            .formatted(name, MAX_MILLISECONDS));
  }
}
