package org.tokentail.soak;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.http.HttpResponse;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;

/**
 * Callers that write batches of new records at one node, one after the other, and remember what
 * they were told of each. Nothing is repeated. Thread-safe.
 */
final class BatchWriters implements AutoCloseable {
  private static final int BATCH = 50;

  private final Calls calls;
  private final String prefix;
  private final ExecutorService threads;
  private final AtomicLong number = new AtomicLong();
  private final Set<String> acknowledged = ConcurrentHashMap.newKeySet();
  private final Set<String> refused = ConcurrentHashMap.newKeySet();
  private final List<String> failures = new ArrayList<>();
  private volatile boolean finishing;

  /**
   * @param prefix of their ids
   */
  BatchWriters(Calls calls, String prefix, int count) {
    this.calls = calls;
    this.prefix = prefix;
    threads = Executors.newFixedThreadPool(count);
    for (int i = 0; i < count; i++) {
      threads.execute(this::run);
    }
  }

  private void run() {
    while (!finishing) {
      write();
    }
  }

  private void write() {
    List<String> ids = new ArrayList<>();
    for (int i = 0; i < BATCH; i++) {
      ids.add(prefix + number.incrementAndGet());
    }
    try {
      HttpResponse<String> answer = calls.write(json(ids));
      if (answer.statusCode() == 201) {
        acknowledged.addAll(ids);
      } else if (answer.body().contains("Nothing of this call was kept")) {
        refused.addAll(ids);
      } else if (answer.statusCode() != 503) {
        fail(answer.statusCode() + " " + answer.body());
      }
    } catch (IOException e) {
      // Its node stands still, and may have kept them or not.
    }
  }

  private static String json(List<String> ids) {
    return ids.stream().map("{\"id\":\"%s\",\"model\":\"gpt-5\"}"::formatted).toList().toString();
  }

  private synchronized void fail(String words) {
    failures.add(words);
  }

  /** Records acknowledged so far. */
  int count() {
    return acknowledged.size();
  }

  /** Records of which they were told that they were not kept. */
  int refusals() {
    return refused.size();
  }

  /** Begins nothing more, and returns when the last call is answered. */
  void finish() throws InterruptedException {
    finishing = true;
    threads.shutdown();
    assertThat(threads.awaitTermination(60, TimeUnit.SECONDS)).isTrue();
  }

  /** What is there is what they were told. */
  void assertTold(Set<String> records) {
    assertThat(failures).isEmpty();
    assertThat(records).as("what was acknowledged").containsAll(acknowledged);
    if (!refused.isEmpty()) {
      assertThat(records).as("what was refused").doesNotContainAnyElementsOf(refused);
    }
  }

  @Override
  public void close() {
    finishing = true;
    threads.shutdownNow();
  }
}
