package org.tokentail.admission;

import java.util.concurrent.CompletableFuture;
import java.util.function.Supplier;

/**
 * A reader's question and its answer.
 *
 * @param question asks the database; run once, on a thread for readers
 * @param answer completed once
 * @param askedNanos on the monotonic clock
 */
record Question<T>(
    Priority priority, Supplier<T> question, CompletableFuture<T> answer, long askedNanos) {

  /** Asks, and returns what completes the answer: whoever waits for it may be slow. */
  Runnable ask() {
    try {
      T found = TimeLimit.hold(TimeLimit.STANDARD, question);
      return () -> answer.complete(found);
    } catch (RuntimeException | Error e) {
      return () -> answer.completeExceptionally(e);
    }
  }
}
