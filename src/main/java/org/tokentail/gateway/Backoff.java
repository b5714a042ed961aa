package org.tokentail.gateway;

import java.time.Duration;

/** How long an attempt waits before it is tried again over the same channel. */
final class Backoff {
  private static final long FIRST_MILLIS = 500;
  private static final long LONGEST_MILLIS = Duration.ofSeconds(20).toMillis();

  private Backoff() {}

  /**
   * @param tries that have failed, from 1
   * @param askedMillis what the provider asked for; negative: nothing
   */
  static long nanos(int tries, long askedMillis) {
    long own = FIRST_MILLIS << Math.min(tries - 1, 5);
    long millis = askedMillis < 0 ? own : askedMillis;
    return Duration.ofMillis(Math.min(millis, LONGEST_MILLIS)).toNanos();
  }

  /** The header Retry-After in milliseconds; negative when it is not a number of seconds. */
  static long asked(String retryAfter) {
    return retryAfter != null && retryAfter.matches("\\d{1,6}")
        ? Duration.ofSeconds(Long.parseLong(retryAfter)).toMillis()
        : -1;
  }
}
