package org.tokentail.load;

import java.net.URI;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import org.HdrHistogram.ConcurrentHistogram;
import org.HdrHistogram.Histogram;

/**
 * Posts records to POST api/logs at a pace. Their ids are {@link #id} of 0, 1, 2 and so on. It
 * begins at once; one object is one run. Thread-safe.
 */
public final class Publisher implements AutoCloseable {
  /** Told what became of records, on the threads that post. */
  public interface Outcomes {
    Outcomes IGNORED = new Outcomes() {};

    /** Acknowledged: those from this one on, so many. */
    default void accepted(long first, int records) {}

    /** Refused for good, or without an answer: these may have been taken or not. */
    default void failed(long first, int records) {}
  }

  private static final long LONGEST_POST_MICROS = TimeUnit.MINUTES.toMicros(10);

  private final Pace pace;
  private final Records records;
  private final Outcomes outcomes;
  private final PostedCalls calls;
  private final String run = "load-" + UUID.randomUUID();
  private final AtomicLong posts = new AtomicLong();
  private final AtomicLong accepted = new AtomicLong();
  private final AtomicLong failed = new AtomicLong();
  private final AtomicLong retried = new AtomicLong();
  private final Histogram postMicros = new ConcurrentHistogram(LONGEST_POST_MICROS, 2);
  private final List<Thread> threads = new ArrayList<>();
  private final long begin = System.nanoTime();
  private volatile boolean isStopped;

  private Publisher(URI logs, String key, Pace pace, Records records, Outcomes outcomes) {
    this.calls = new PostedCalls(logs, key);
    this.pace = pace;
    this.records = records;
    this.outcomes = outcomes;
  }

  /**
   * @param logs the address of api/logs
   */
  public static Publisher start(URI logs, String key, Pace pace) {
    return start(logs, key, pace, Outcomes.IGNORED);
  }

  public static Publisher start(URI logs, String key, Pace pace, Outcomes outcomes) {
    return start(logs, key, pace, Records.FINISHED, outcomes);
  }

  /** Other records, whose ids may be others than those of {@link #id}. */
  public static Publisher start(
      URI logs, String key, Pace pace, Records records, Outcomes outcomes) {
    Publisher publisher = new Publisher(logs, key, pace, records, outcomes);
    for (int i = 0; i < pace.connections(); i++) {
      Thread thread = new Thread(publisher::publish, "publisher-" + i);
      thread.setDaemon(true);
      thread.start();
      publisher.threads.add(thread);
    }
    return publisher;
  }

  public String id(long seq) {
    return LoadRecord.id(run, seq);
  }

  /** Records that were acknowledged. */
  public long accepted() {
    return accepted.get();
  }

  /** Records that were refused for good, or got no answer. */
  public long failed() {
    return failed.get();
  }

  /** Answers of 503, after each of which the same was sent again. */
  public long retried() {
    return retried.get();
  }

  /** How long acknowledged POSTs took, retries included, in microseconds. */
  public Histogram postMicros() {
    return postMicros.copy();
  }

  public boolean isDone() {
    return threads.stream().noneMatch(Thread::isAlive);
  }

  /** Posts no more; a POST that waits for its answer is given up. */
  public void stop() {
    isStopped = true;
    threads.forEach(Thread::interrupt);
  }

  /**
   * Waits for its end.
   *
   * @return false when the patience ended first
   */
  public boolean await(Duration patience) {
    long deadline = System.nanoTime() + patience.toNanos();
    while (!isDone() && System.nanoTime() < deadline) {
      Pause.of(Duration.ofMillis(5));
    }
    return isDone();
  }

  @Override
  public void close() {
    stop();
    await(Duration.ofSeconds(30));
    calls.close();
  }

  private void publish() {
    try {
      long post = posts.getAndIncrement();
      while (isDue(post)) {
        post(post * pace.batch());
        post = posts.getAndIncrement();
      }
    } catch (InterruptedException e) {
      // stopped
    }
  }

  /** Waits until this one is due. */
  private boolean isDue(long post) throws InterruptedException {
    long due = pace.due(post);
    if (due >= pace.duration().toNanos()) {
      return false;
    }
    TimeUnit.NANOSECONDS.sleep(begin + due - System.nanoTime());
    return !isStopped && System.nanoTime() - begin < pace.duration().toNanos();
  }

  private void post(long first) throws InterruptedException {
    long began = System.nanoTime();
    String body = body(first);
    int status = calls.post(body);
    while (status == PostedCalls.COME_BACK && !isStopped) {
      retried.incrementAndGet();
      TimeUnit.MILLISECONDS.sleep(PostedCalls.PAUSE_MILLIS);
      // The same again: if it was taken after all, it changes nothing.
      status = calls.post(body);
    }
    if (status >= 200 && status < 300) {
      accepted.addAndGet(pace.batch());
      long micros = (System.nanoTime() - began) / 1_000;
      postMicros.recordValue(Math.min(micros, LONGEST_POST_MICROS));
      outcomes.accepted(first, pace.batch());
    } else {
      failed.addAndGet(pace.batch());
      outcomes.failed(first, pace.batch());
      // A server that is gone would be asked thousands of times a second.
      TimeUnit.MILLISECONDS.sleep(PostedCalls.PAUSE_MILLIS);
    }
  }

  private String body(long first) {
    StringBuilder json = new StringBuilder("[");
    for (long seq = first; seq < first + pace.batch(); seq++) {
      json.append(seq == first ? "" : ",");
      records.append(json, run, seq, EpochClock.nanos());
    }
    return json.append(']').toString();
  }
}
