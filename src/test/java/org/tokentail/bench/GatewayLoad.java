package org.tokentail.bench;

import java.net.URI;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.function.LongConsumer;
import org.HdrHistogram.Histogram;
import org.tokentail.load.CallCrowd;

/** Callers of one address, directly or through the gateway. For one thread. */
final class GatewayLoad {
  private static final int STREAMS = 200;
  private static final int CALLERS = 16;
  private static final long LONGEST_END_NANOS = TimeUnit.SECONDS.toNanos(60);
  private static final String JSON =
      "{\"model\":\"claude-sonnet-4-5\",\"stream\":%s,\"wait_ms\":%d}";

  private final URI target;
  private final Map<String, String> headers;
  private final long nanos;

  /**
   * @param seconds how long each measurement takes, without its begin and end
   */
  GatewayLoad(URI target, String key, long seconds) {
    this.target = target;
    headers = Map.of("x-tokentail-key", key);
    nanos = TimeUnit.SECONDS.toNanos(seconds);
  }

  /**
   * Microseconds to the first token while 200 streams are open, begun one by one at even distances:
   * of those that begin while so many are open.
   *
   * @param life of one stream
   */
  Histogram spread(Duration life) {
    Histogram micros = new Histogram(3);
    long apart = life.toNanos() / STREAMS;
    long begin = System.nanoTime();
    long full = begin + life.toNanos();
    long[] due = {begin};
    try (CallCrowd crowd =
        crowd(true, 0, took -> record(micros, System.nanoTime() - took >= full, took))) {
      while (due[0] < full + nanos) {
        while (due[0] <= System.nanoTime()) {
          crowd.begin(due[0]);
          due[0] += apart;
        }
        crowd.await(due[0]);
      }
      finish(crowd);
    }
    return micros;
  }

  /** Microseconds to the first token of 200 streams that begin at the same moment. */
  Histogram burst() {
    Histogram micros = new Histogram(3);
    long end = System.nanoTime() + nanos;
    try (CallCrowd crowd = crowd(true, 0, took -> record(micros, true, took))) {
      while (System.nanoTime() < end) {
        long now = System.nanoTime();
        for (int i = 0; i < STREAMS; i++) {
          crowd.begin(now);
        }
        finish(crowd);
      }
    }
    return micros;
  }

  /** What a few callers got that ask again as soon as they are answered. */
  record Answers(long count, double perSecond) {}

  /**
   * @param wait how long the provider takes for each, in ms
   */
  Answers throughput(int wait) {
    long begin = System.nanoTime();
    long end = begin + nanos;
    try (CallCrowd crowd = crowd(false, wait, took -> {})) {
      for (long now = begin; now < end; now = System.nanoTime()) {
        while (crowd.open() < CALLERS) {
          crowd.begin(now);
        }
        crowd.await(end);
      }
      long count = crowd.ended();
      double seconds = (System.nanoTime() - begin) / 1e9;
      finish(crowd);
      return new Answers(count, count / seconds);
    }
  }

  private CallCrowd crowd(boolean streams, int wait, LongConsumer firstBytes) {
    return new CallCrowd(target, headers, JSON.formatted(streams, wait), firstBytes);
  }

  private static void record(Histogram micros, boolean counts, long took) {
    if (counts) {
      micros.recordValue(TimeUnit.NANOSECONDS.toMicros(took));
    }
  }

  private static void finish(CallCrowd crowd) {
    long latest = System.nanoTime() + LONGEST_END_NANOS;
    while (crowd.open() > 0) {
      if (System.nanoTime() > latest) {
        throw new IllegalStateException(crowd.open() + " calls do not end");
      }
      crowd.await(latest);
    }
  }
}
