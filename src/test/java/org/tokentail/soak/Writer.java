package org.tokentail.soak;

import java.io.IOException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.atomic.AtomicLong;

/** One caller. Each run makes one call; its records are its own, so their changes have an order. */
final class Writer implements Runnable {
  static final int MEAN_BATCH = 3;

  private static final int LARGEST_BATCH = 2 * MEAN_BATCH - 1;
  private static final double NEW_RECORDS = 0.2;

  private final Calls calls;
  private final int first;
  private final int step;
  private final Random random;
  private final Numbers acknowledged;
  private final List<Integer> versions = new ArrayList<>();
  private Map<Integer, Integer> batch = Map.of();
  private final AtomicLong count = new AtomicLong();
  private volatile String failure = "";
  private volatile boolean isFinishing;
  private volatile boolean isFinished;

  /**
   * @param first number of its first record
   * @param step from one of its records to the next
   */
  Writer(Calls calls, int first, int step, Random random, Numbers acknowledged) {
    this.calls = calls;
    this.first = first;
    this.step = step;
    this.random = random;
    this.acknowledged = acknowledged;
  }

  long count() {
    return count.get();
  }

  String failure() {
    return failure;
  }

  /** Begins nothing more, but has acknowledged what was begun. */
  void finish() {
    isFinishing = true;
  }

  boolean isFinished() {
    return isFinished;
  }

  @Override
  public void run() {
    if (batch.isEmpty()) {
      if (isFinishing) {
        isFinished = true;
        return;
      }
      batch = nextBatch();
    }
    if (isAcknowledged()) {
      batch.forEach(acknowledged::raise);
      count.addAndGet(batch.size());
      batch = Map.of();
    }
  }

  /** Numbers of records, and the version that each is to get. */
  private Map<Integer, Integer> nextBatch() {
    Map<Integer, Integer> next = new LinkedHashMap<>();
    int size = 1 + random.nextInt(LARGEST_BATCH);
    for (int i = 0; i < size; i++) {
      int own = versions.size();
      if (own == 0 || random.nextDouble() < NEW_RECORDS) {
        versions.add(0);
      } else {
        own = random.nextInt(own);
      }
      versions.set(own, versions.get(own) + 1);
      next.put(first + step * own, versions.get(own));
    }
    return next;
  }

  private boolean isAcknowledged() {
    try {
      int status = calls.post(json());
      // A server that starts answers 404 or 500 for a moment, one that is full 503.
      if (status != 404 && status >= 400 && status < 500) {
        failure = "status " + status;
      }
      return status == 201;
    } catch (IOException e) {
      // Killed, or not up yet: the call is repeated.
      return false;
    }
  }

  private String json() {
    List<String> records = new ArrayList<>();
    batch.forEach(
        (number, version) ->
            records.add(
                "{\"id\":\"%s%d\",\"model\":\"gpt-5\",\"status\":\"%s\",\"inputTokens\":%d}"
                    .formatted(
                        Writers.PREFIX, number, version == 1 ? "pending" : "completed", version)));
    return records.toString();
  }
}
