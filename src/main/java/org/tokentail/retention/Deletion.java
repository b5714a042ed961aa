package org.tokentail.retention;

import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;
import org.tokentail.journal.Upkeep;

/**
 * Deletes the records from before a time, in batches that hold up the writer for some ten
 * milliseconds each, with as long a rest between them.
 */
final class Deletion {
  /** The aim: a third of what a writer may be held up for. */
  private static final long BATCH_NANOS = Duration.ofMillis(15).toNanos();

  private static final int FIRST_BATCH = 10;
  private static final int MAX_BATCH = 1_000;

  private final Upkeep upkeep;
  private final Instant before;
  private final boolean uncount;
  private final AtomicLong removed = new AtomicLong();

  /**
   * @param uncount whether they are taken out of the statistics as well
   */
  Deletion(Upkeep upkeep, Instant before, boolean uncount) {
    this.upkeep = upkeep;
    this.before = before;
    this.uncount = uncount;
  }

  Instant before() {
    return before;
  }

  /** Records deleted so far. */
  long removed() {
    return removed.get();
  }

  /**
   * @param goOn asked before each batch
   */
  void run(BooleanSupplier goOn) {
    int batch = FIRST_BATCH;
    while (goOn.getAsBoolean()) {
      long start = System.nanoTime();
      int deleted = upkeep.delete(before, batch, uncount);
      removed.addAndGet(deleted);
      if (deleted < batch) {
        return;
      }
      long took = System.nanoTime() - start;
      batch = next(batch, took);
      LockSupport.parkNanos(took);
    }
  }

  /** More where it was quick, fewer where it was not; a single slow batch does not decide alone. */
  private static int next(int batch, long took) {
    double factor = Math.min(1.5, Math.max(0.5, (double) BATCH_NANOS / took));
    return (int) Math.min(MAX_BATCH, Math.max(1, batch * factor));
  }
}
