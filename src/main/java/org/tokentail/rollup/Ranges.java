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
   * @param largest no level above this one
   */
  static Ranges of(RollupState state, Family family, long from, long to, Level largest) {
    long start = coarse(state, Math.max(0, from), false);
    long end = Math.max(start, coarse(state, to, true));
    long merged = state.mergedMinute(family);
    List<Range> parts = new ArrayList<>();
    long next = start;
    while (next < end) {
      Range part = part(next, end, merged, largest);
      parts.add(part);
      next = part.to();
    }
    return new Ranges(start, end, parts);
  }

  private static long coarse(RollupState state, long minute, boolean up) {
    Level level =
        minute < state.hoursFrom()
            ? Level.DAY
            : minute < state.minutesFrom() ? Level.HOUR : Level.MINUTE;
    return up ? level.ceiling(minute) : level.floor(minute);
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
