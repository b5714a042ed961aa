package org.tokentail.journal;

import org.tokentail.log.InvalidInputException;

/**
 * The values from a smallest to a largest one, both included.
 *
 * @param min null: any
 * @param max null: any
 */
public record Range<T extends Comparable<T>>(T min, T max) {
  /** Whatever the value, and also without one. */
  static <T extends Comparable<T>> Range<T> any() {
    return new Range<>(null, null);
  }

  /**
   * @throws InvalidInputException naming the parameter, where it would hold nothing
   */
  static <T extends Comparable<T>> Range<T> of(String minName, T min, String maxName, T max) {
    if (min != null && max != null && min.compareTo(max) > 0) {
      throw InvalidInputException.parameter(
          minName, "%s must not be above %s.".formatted(minName, maxName));
    }
    return new Range<>(min, max);
  }

  boolean isAny() {
    return min == null && max == null;
  }

  /**
   * @param value null for unknown, which is in no range but that of everything
   */
  boolean holds(T value) {
    return isAny()
        || (value != null
            && (min == null || min.compareTo(value) <= 0)
            && (max == null || max.compareTo(value) >= 0));
  }

  /** The same as SQL over that column. */
  void addTo(SqlCondition condition, String column) {
    condition.and("%s >= :%1$sMin".formatted(column), column + "Min", min);
    condition.and("%s <= :%1$sMax".formatted(column), column + "Max", max);
  }
}
