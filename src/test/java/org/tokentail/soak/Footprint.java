package org.tokentail.soak;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.time.Duration;
import org.tokentail.load.Vitals;

/** What a server holds while nothing is asked of it. */
record Footprint(int files, int threads, long heap) {
  /** A pooled connection here, a log file there. */
  static final int FILES = 20;

  private static final int THREADS = 20;

  /** A full collection leaves regions half full, and the database's cache breathes. */
  private static final long HEAP = 24L << 20;

  private static final Duration PATIENCE = Duration.ofMinutes(2);
  private static final Duration PAUSE = Duration.ofSeconds(2);

  static Footprint of(Vitals vitals) {
    return new Footprint(vitals.openFiles(), vitals.threads(), vitals.liveHeap());
  }

  /** Waits until the connections of clients that have gone are closed. */
  static Footprint settled(Vitals vitals) {
    int[] before = {Integer.MAX_VALUE};
    await()
        .atMost(PATIENCE)
        .pollInterval(PAUSE.multipliedBy(2))
        .until(
            () -> {
              int now = vitals.openFiles();
              boolean hasSettled = now >= before[0];
              before[0] = now;
              return hasSettled;
            });
    return of(vitals);
  }

  /** Waits until no more files are open than here, within what a server may keep anyway. */
  void awaitFiles(Vitals vitals) {
    await()
        .atMost(PATIENCE)
        .pollInterval(PAUSE)
        .untilAsserted(
            () ->
                assertThat(vitals.openFiles()).as("open files").isLessThanOrEqualTo(files + FILES));
  }

  /** Waits until the server holds no more than this, within what a server may keep anyway. */
  void isAllThatStays(Vitals vitals) {
    await()
        .atMost(PATIENCE)
        .pollInterval(PAUSE)
        .untilAsserted(
            () -> {
              Footprint now = of(vitals);
              System.out.printf("before: %s; now: %s%n", this, now);
              assertThat(now.files).as("open files").isLessThanOrEqualTo(files + FILES);
              assertThat(now.threads).as("threads").isLessThanOrEqualTo(threads + THREADS);
              assertThat(now.heap).as("live heap").isLessThanOrEqualTo(heap + HEAP);
            });
  }

  @Override
  public String toString() {
    return "%d files, %d threads, %.1f MB".formatted(files, threads, heap / 1e6);
  }
}
