package org.tokentail.load;

import java.util.concurrent.TimeUnit;
import org.HdrHistogram.Histogram;

/** Events that arrived at a crowd, and how old they were. For one thread. */
final class Count {
  private static final long LONGEST_MICROS = TimeUnit.MINUTES.toMicros(10);

  private final Histogram latency = new Histogram(LONGEST_MICROS, 3);
  private long events;
  private long lastAt;

  void restart() {
    latency.reset();
    events = 0;
    lastAt = 0;
  }

  /**
   * @param sentAt epoch nanoseconds, 0: unknown
   */
  void arrived(long sentAt) {
    events++;
    lastAt = EpochClock.nanos();
    if (sentAt > 0) {
      long micros = (lastAt - sentAt) / 1_000;
      latency.recordValue(Math.max(0, Math.min(micros, LONGEST_MICROS)));
    }
  }

  long events() {
    return events;
  }

  long lastAt() {
    return lastAt;
  }

  Histogram latency() {
    return latency.copy();
  }
}
