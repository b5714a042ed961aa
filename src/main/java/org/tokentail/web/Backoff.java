package org.tokentail.web;

import java.time.Duration;
import java.util.random.RandomGenerator;

/**
 * How long to wait before the next try: 1, 2, 4, 8, 16 s, then 30 s for ever; each up to a quarter
 * shorter, so that nodes that wait for the same do not come together. Not thread-safe.
 */
final class Backoff {
  private static final long LONGEST_MS = 30_000;

  private final RandomGenerator random;
  private long next = 1_000;

  Backoff(RandomGenerator random) {
    this.random = random;
  }

  Duration next() {
    long wait = next;
    next = Math.min(2 * next, LONGEST_MS);
    return Duration.ofMillis(wait - random.nextLong(wait / 4 + 1));
  }
}
