package org.tokentail.gateway;

import com.google.errorprone.annotations.concurrent.GuardedBy;
import java.util.ArrayList;
import java.util.List;
import org.tokentail.gateway.channel.Channel;

/**
 * Which channels one call has tried, and what comes next: the same again for as long as its
 * channel's retries last, then the next one. Thread-safe.
 */
final class Failover {
  private final List<Channel> candidates;

  @GuardedBy("this")
  private final List<String> failures = new ArrayList<>();

  @GuardedBy("this")
  private int current;

  @GuardedBy("this")
  private int retried;

  /** Not before that, on the monotonic clock, the next try may follow; null: none waits. */
  @GuardedBy("this")
  private Long resumeNanos;

  /**
   * @param candidates in the order in which they are tried, at least one
   */
  Failover(List<Channel> candidates) {
    this.candidates = candidates;
  }

  synchronized Channel current() {
    return candidates.get(current);
  }

  synchronized boolean hasNext() {
    return current + 1 < candidates.size() || retriesLeft() > 0;
  }

  @GuardedBy("this")
  private int retriesLeft() {
    return candidates.get(current).retries() - retried;
  }

  /**
   * The current channel failed; the next try becomes the current one.
   *
   * @return whether it is the same channel again
   */
  synchronized boolean next(String reason) {
    failures.add(current().name() + ": " + reason);
    boolean again = retriesLeft() > 0;
    retried = again ? retried + 1 : 0;
    current = again ? current : current + 1;
    return again;
  }

  /** What failed so far and where it goes on, for people. */
  synchronized String history() {
    return String.join("; ", failures) + "; then " + current().name();
  }

  /**
   * The next try waits.
   *
   * @param askedMillis for so long as the provider asked for; negative: it asked for nothing
   */
  synchronized void pause(long askedMillis) {
    resumeNanos = System.nanoTime() + Backoff.nanos(retried, askedMillis);
  }

  synchronized boolean isPaused() {
    return resumeNanos != null;
  }

  /** Ends the pause when its time has come: true once. */
  synchronized boolean resumes(long nowNanos) {
    if (resumeNanos == null || nowNanos - resumeNanos < 0) {
      return false;
    }
    resumeNanos = null;
    return true;
  }
}
