package org.tokentail.journal;

import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.tokentail.log.InvalidInputException;

/**
 * Query parameters as values. Every method throws {@link InvalidInputException} that says what
 * would be right.
 */
public final class Parameters {
  private static final Duration MAX_DURATION = Duration.ofHours(24);
  private static final Pattern DURATION = Pattern.compile("([0-9]{1,6})([smh])");

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
    Matcher matcher = DURATION.matcher(text);
    if (matcher.matches()) {
      long number = Long.parseLong(matcher.group(1));
      Duration duration =
          switch (matcher.group(2)) {
            case "s" -> Duration.ofSeconds(number);
            case "m" -> Duration.ofMinutes(number);
            default -> Duration.ofHours(number);
          };
      if (!duration.isZero() && duration.compareTo(MAX_DURATION) <= 0) {
        return duration;
      }
    }
    throw InvalidInputException.parameter(
        name, name + " must be a duration from 1s to 24h, like 90s, 30m or 2h.");
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
}
