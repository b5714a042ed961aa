package org.tokentail.web;

import com.google.errorprone.annotations.concurrent.GuardedBy;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.BooleanSupplier;
import java.util.function.LongSupplier;

/**
 * The answer to a question that may take for ever. Whoever asks waits for a bounded time, and
 * however many ask, one question is under way. Thread-safe.
 */
final class BoundedAnswer {
  /** No answer for so long is an answer. */
  static final Duration PATIENCE = Duration.ofSeconds(2);

  /** As long an answer holds. */
  static final Duration FRESH = Duration.ofSeconds(1);

  private final BooleanSupplier question;
  private final Executor executor;
  private final LongSupplier nanoTime;

  @GuardedBy("this")
  private CompletableFuture<Boolean> answer;

  @GuardedBy("this")
  private long asked;

  /**
   * @param executor runs one question at a time
   * @param nanoTime the time, in nanoseconds from any moment
   */
  BoundedAnswer(BooleanSupplier question, Executor executor, LongSupplier nanoTime) {
    this.question = question;
    this.executor = executor;
    this.nanoTime = nanoTime;
  }

  private record Asked(CompletableFuture<Boolean> answer, long waitedNanos) {}

  /** False also where there is no answer in time. */
  boolean get() {
    Asked current = current();
    long left = Math.max(0, PATIENCE.toNanos() - current.waitedNanos);
    try {
      return current.answer.get(left, TimeUnit.NANOSECONDS);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return false;
    } catch (TimeoutException | ExecutionException e) {
      return false;
    }
  }

  private synchronized Asked current() {
    long now = nanoTime.getAsLong();
    if (answer == null || (answer.isDone() && now - asked >= FRESH.toNanos())) {
      asked = now;
      answer = CompletableFuture.supplyAsync(question::getAsBoolean, executor);
    }
    return new Asked(answer, now - asked);
  }
}
