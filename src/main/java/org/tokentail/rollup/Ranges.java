package org.tokentail.rollup;

import java.util.ArrayList;
import java.util.List;

/**
 * The sums that make up a stretch of time: days where a day is whole, hours where an hour is, and
 * minutes at the ends.
 *
 * @param from the first minute that is counted: the one asked for, or the hour or day it lies in
 *     where minutes or hours are no longer kept
 * @param to the first minute that is not
 */
record Ranges(long from, long to, List<Range> parts) {
  /** Sums of one level, from one minute to before another. */
  record Range(Level level, long from, long to) {}

  /**
   * @param from first minute; before everything where it is not positive
   * @param to first minute that is not asked for
   * @param largest no level above this one, except where smaller ones are no longer kept
   */
  static Ranges of(RollupState state, Family family, long from, long to, Level largest) {
    long first = Math.max(0, from);
    long start = kept(state, first).floor(first);
    long end = Math.max(start, kept(state, to).ceiling(to));
    Level level = larger(largest, kept(state, first));
    long merged = state.mergedMinute(family);
    List<Range> parts = new ArrayList<>();
    long next = start;
    while (next < end) {
      Range part = part(next, end, merged, level);
      parts.add(part);
      next = part.to();
    }
    return new Ranges(start, end, parts);
  }

  /** The smallest sums that are kept of that minute. */
  private static Level kept(RollupState state, long minute) {
    return minute < state.hoursFrom()
        ? Level.DAY
        : minute < state.minutesFrom() ? Level.HOUR : Level.MINUTE;
  }

  private static Level larger(Level a, Level b) {
    return a.minutes() > b.minutes() ? a : b;
  }

  private static Range part(long from, long to, long merged, Level largest) {
    long whole = Math.min(to, merged);
    if (largest == Level.DAY && Level.DAY.floor(from) == from) {
      long end = Level.DAY.floor(whole);
      if (end > from) {
        return new Range(Level.DAY, from, end);
      }
    }
    if (largest != Level.MINUTE && Level.HOUR.floor(from) == from) {
      long end = Level.HOUR.floor(whole);
      if (largest == Level.DAY) {
        end = Math.min(end, Level.DAY.ceiling(from + 1));
      }
      if (end > from) {
        return new Range(Level.HOUR, from, end);
      }
      return new Range(Level.MINUTE, from, to);
    }
    long nextHour = Level.HOUR.ceiling(from + 1);
    boolean whole60 = largest != Level.MINUTE && nextHour < to;
    return new Range(Level.MINUTE, from, whole60 ? nextHour : to);
  }
}
