package org.tokentail.stats;

import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZonedDateTime;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import org.tokentail.rollup.Level;
import org.tokentail.rollup.Rollups;

/**
 * The buckets of a history: as fine as gives some 170 of them at most.
 *
 * @param starts of each, in their order
 * @param end of the last one
 */
record Buckets(Size size, ZoneId zone, List<Instant> starts, Instant end) {
  /** Bounded: 740 days in days. */
  private static final int MAX = 800;

  /** How long a bucket is, and up to which span it serves. */
  enum Size {
    MINUTE("1m", 1, Duration.ofMinutes(121), Level.MINUTE),
    FIVE_MINUTES("5m", 5, Duration.ofHours(7), Level.MINUTE),
    QUARTER("15m", 15, Duration.ofHours(26), Level.MINUTE),
    HOUR("1h", 60, Duration.ofDays(8), Level.HOUR),
    SIX_HOURS("6h", 360, Duration.ofDays(32), Level.HOUR),
    DAY("1d", 1_440, Duration.ofDays(800), Level.HOUR);

    private final String wire;
    private final int minutes;
    private final Duration longest;
    private final Level level;

    Size(String wire, int minutes, Duration longest, Level level) {
      this.wire = wire;
      this.minutes = minutes;
      this.longest = longest;
      this.level = level;
    }

    String wire() {
      return wire;
    }

    private static Size of(Duration span) {
      return Arrays.stream(values())
          .filter(size -> span.compareTo(size.longest) <= 0)
          .findFirst()
          .orElse(DAY);
    }
  }

  /**
   * @param now what is older than minutes or hours are kept, has no smaller buckets
   */
  static Buckets of(Instant from, Instant to, ZoneId zone, Instant now) {
    Size size = larger(Size.of(Duration.between(from, to)), oldest(from, now));
    List<Instant> starts = new ArrayList<>();
    ZonedDateTime next = floor(from.atZone(zone), size);
    while (next.toInstant().isBefore(to) && starts.size() < MAX) {
      starts.add(next.toInstant());
      next = after(next, size);
    }
    return new Buckets(size, zone, starts, next.toInstant());
  }

  private static Size oldest(Instant from, Instant now) {
    Duration age = Duration.between(from, now);
    if (age.compareTo(Rollups.HOURS_KEPT) > 0) {
      return Size.DAY;
    }
    return age.compareTo(Rollups.MINUTES_KEPT) > 0 ? Size.HOUR : Size.MINUTE;
  }

  private static Size larger(Size a, Size b) {
    return a.minutes > b.minutes ? a : b;
  }

  private static ZonedDateTime floor(ZonedDateTime time, Size size) {
    int minuteOfDay = time.getHour() * 60 + time.getMinute();
    if (size.minutes < 60) {
      return ofMinute(time.minusMinutes(minuteOfDay % size.minutes));
    }
    // By the clock on the wall: a day that is an hour longer has one bucket that is.
    int wall = minuteOfDay - minuteOfDay % size.minutes;
    return time.toLocalDate().atTime(wall / 60, 0).atZone(time.getZone());
  }

  private static ZonedDateTime ofMinute(ZonedDateTime time) {
    return time.withSecond(0).withNano(0);
  }

  private static ZonedDateTime after(ZonedDateTime start, Size size) {
    if (size.minutes <= 60) {
      return start.plus(Duration.ofMinutes(size.minutes));
    }
    ZonedDateTime next = floor(start.plus(Duration.ofMinutes(size.minutes + 90)), size);
    // An hour that the clocks leave out, or repeat, must not make a bucket come twice.
    return next.isAfter(start) ? next : start.plus(Duration.ofMinutes(size.minutes));
  }

  /** The largest sums that can be told apart by these buckets. */
  Level level() {
    boolean whole =
        zone.getRules().isFixedOffset() && zone.getRules().getOffset(end).getTotalSeconds() == 0;
    return size == Size.DAY && whole ? Level.DAY : size.level;
  }

  /** The bucket of that time; the first or the last one for what lies outside. */
  int indexOf(Instant time) {
    int found = Collections.binarySearch(starts, time);
    int index = found >= 0 ? found : -found - 2;
    return Math.max(0, index);
  }
}
