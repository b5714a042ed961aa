package org.tokentail.write;

import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.atomic.AtomicBoolean;
import org.tokentail.log.LogUpdate;

/**
 * Changes that wait for their commit together. Answered once: what is answered is answered,
 * whatever fails after it. Thread-safe.
 */
final class QueuedChanges {
  private final List<LogUpdate> updates;
  private final boolean onlyFailureHeard;
  private final long arrival;
  private final CompletableFuture<Recorded> done = new CompletableFuture<>();
  private final AtomicBoolean answered = new AtomicBoolean();

  /**
   * @param onlyFailureHeard nobody waits for their success
   * @param arrival when they came, in nanoseconds
   */
  QueuedChanges(List<LogUpdate> updates, boolean onlyFailureHeard, long arrival) {
    this.updates = updates;
    this.onlyFailureHeard = onlyFailureHeard;
    this.arrival = arrival;
  }

  List<LogUpdate> updates() {
    return updates;
  }

  long arrival() {
    return arrival;
  }

  boolean isOnlyFailureHeard() {
    return onlyFailureHeard;
  }

  CompletionStage<Recorded> done() {
    return done;
  }

  /** Claims the answer: true once. */
  boolean answer() {
    return answered.compareAndSet(false, true);
  }

  void complete(Recorded recorded) {
    done.complete(recorded);
  }

  void fail(RuntimeException reason) {
    done.completeExceptionally(reason);
  }
}
