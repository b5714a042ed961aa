package org.tokentail.gateway;

import java.time.Duration;
import java.util.List;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ThreadFactory;
import java.util.concurrent.TimeUnit;

/**
 * The gateway's clock: one thread looks at all open calls four times a second for what takes too
 * long, tries again what could not be recorded, and reads the file of channels when it has changed.
 */
final class Watch implements AutoCloseable {
  private static final long LOOK_MILLIS = 250;
  private static final long SECOND_MILLIS = 1_000;

  /** How many requests are marked in one transaction. */
  private static final int BATCH = 500;

  private final Gateway gateway;
  private final long markMillis;
  private ScheduledExecutorService clock;
  private ScheduledExecutorService database;

  /**
   * @param pendingTimeout a record without news for so long is taken for dead: long calls say in a
   *     third of it that they are not
   */
  Watch(Gateway gateway, Duration pendingTimeout) {
    this.gateway = gateway;
    markMillis = Math.max(SECOND_MILLIS / 4, pendingTimeout.toMillis() / 3);
  }

  void start(ThreadFactory threads) {
    clock = Executors.newSingleThreadScheduledExecutor(threads);
    // Of its own: the database may take its time, and time-outs may not.
    database = Executors.newSingleThreadScheduledExecutor(threads);
    every(clock, LOOK_MILLIS, "A look at the open calls", this::look);
    every(clock, SECOND_MILLIS, "Another try to record", gateway.recorder()::retry);
    every(clock, SECOND_MILLIS, "A look at the channels", gateway.channels()::reload);
    every(database, markMillis, "The mark of calls under way", this::mark);
  }

  private static void every(
      ScheduledExecutorService executor, long millis, String what, Runnable work) {
    var unused =
        executor.scheduleWithFixedDelay(
            () -> Gateway.guarded(what, work), millis, millis, TimeUnit.MILLISECONDS);
  }

  private void look() {
    long now = System.nanoTime();
    for (Exchange exchange : gateway.open()) {
      Gateway.guarded("A look at a call", () -> exchange.look(now));
    }
  }

  private void mark() {
    List<String> ids = gateway.underWay();
    for (int from = 0; from < ids.size(); from += BATCH) {
      gateway.recorder().stillUnderWay(ids.subList(from, Math.min(ids.size(), from + BATCH)));
    }
  }

  @Override
  public void close() {
    clock.shutdownNow();
    database.shutdownNow();
  }
}
