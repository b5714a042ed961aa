package org.tokentail.stats;

import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.NavigableMap;
import java.util.TreeMap;

/**
 * Sums over the records that began within a day, or later; in buckets of a minute, so that what
 * grows older than a day can be taken out. Not thread-safe.
 */
final class Window {
  /** Of what is counted, to the minute below. */
  static final Duration SPAN = Duration.ofHours(24);

  private final NavigableMap<Long, Sums> minutes = new TreeMap<>();
  private final Sums total = new Sums();

  /** Bounded: the last bucket takes all that begins later, as far in the future as it may lie. */
  private final long lastMinute;

  private long firstMinute;

  Window(Instant now) {
    firstMinute = minute(from(now));
    lastMinute = minute(now.plus(SPAN));
  }

  /** From when records are counted at that time. */
  static Instant from(Instant now) {
    return now.minus(SPAN).truncatedTo(ChronoUnit.MINUTES);
  }

  private static long minute(Instant time) {
    return Math.floorDiv(time.getEpochSecond(), 60);
  }

  /**
   * Adds records that began in one minute, unless it is over. What was added is taken out by its
   * negative.
   */
  void add(Instant start, Group group) {
    long minute = minute(start);
    if (minute >= firstMinute) {
      minutes.computeIfAbsent(Math.min(minute, lastMinute), key -> new Sums()).add(group);
      total.add(group);
    }
  }

  /**
   * Moves the window on; never back, and never past the last bucket, which cannot be taken apart.
   */
  void moveTo(Instant now) {
    firstMinute = Math.min(lastMinute, Math.max(firstMinute, minute(from(now))));
    NavigableMap<Long, Sums> over = minutes.headMap(firstMinute, false);
    over.values().forEach(total::subtract);
    over.clear();
  }

  Stats stats(List<ActiveSession> active) {
    return total.stats(Instant.ofEpochSecond(firstMinute * 60), active);
  }
}
