package org.tokentail.soak;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;

/**
 * Callers that create and change requests at a steady pace, repeat what was not acknowledged, and
 * remember what was.
 */
final class Writers implements AutoCloseable {
  /** Of the ids; behind it stands a number. */
  static final String PREFIX = "r-";

  private static final int COUNT = 8;
  private static final Duration LONGEST_END = Duration.ofSeconds(60);

  private final ScheduledExecutorService threads = Executors.newScheduledThreadPool(COUNT);
  private final Numbers acknowledged = new Numbers();
  private final List<Writer> writers;
  private final List<Future<?>> runs = new ArrayList<>();

  /**
   * @param perSecond changes
   */
  Writers(Calls calls, int perSecond, long seed) {
    Random random = new Random(seed);
    writers =
        IntStream.range(0, COUNT)
            .mapToObj(i -> new Writer(calls, i, COUNT, new Random(random.nextLong()), acknowledged))
            .toList();
    long period = TimeUnit.SECONDS.toNanos(1) * COUNT * Writer.MEAN_BATCH / perSecond;
    for (Writer writer : writers) {
      runs.add(threads.scheduleAtFixedRate(writer, 0, period, TimeUnit.NANOSECONDS));
    }
  }

  /** For each record, the version of its last change that was acknowledged. */
  Numbers acknowledged() {
    return acknowledged;
  }

  /** Acknowledged changes. */
  long count() {
    return writers.stream().mapToLong(Writer::count).sum();
  }

  /** Returns when every change that was begun is acknowledged, at most 60 s later. */
  void finish() {
    writers.forEach(Writer::finish);
    await()
        .atMost(LONGEST_END)
        .untilAsserted(
            () -> {
              assertThat(failures()).isEmpty();
              assertThat(runs).as("a run that is done has failed").noneMatch(Future::isDone);
              assertThat(writers).allMatch(Writer::isFinished);
            });
    close();
  }

  /** What the server answered that it should not have; empty: nothing. */
  List<String> failures() {
    return writers.stream().map(Writer::failure).filter(failure -> !failure.isEmpty()).toList();
  }

  @Override
  public void close() {
    threads.shutdownNow();
  }
}
