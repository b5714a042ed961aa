package org.tokentail.load;

import java.time.Instant;
import java.util.concurrent.TimeUnit;

/** Nanoseconds since 1970, monotonic within this JVM, without an object for each question. */
public final class EpochClock {
  private static final long OFFSET = offset();

  private EpochClock() {}

  public static long nanos() {
    return System.nanoTime() + OFFSET;
  }

  private static long offset() {
    Instant now = Instant.now();
    return TimeUnit.SECONDS.toNanos(now.getEpochSecond()) + now.getNano() - System.nanoTime();
  }
}
