package org.tokentail.admission;

import java.time.Duration;
import java.util.function.Supplier;
import org.tokentail.log.UnavailableException;

/**
 * How long one question may take, over all of its statements. It belongs to the thread that asks:
 * the statements are made far below whoever set it.
 */
public final class TimeLimit {
  /** Of each question. */
  public static final Duration STANDARD = Duration.ofSeconds(10);

  private static final int RETRY_SECONDS = 5;

  /** On the monotonic clock; null: no question is under way on this thread. */
  private static final ThreadLocal<Long> END = new ThreadLocal<>();

  private TimeLimit() {}

  /** Asks a question that ends within that time from now, {@link #STANDARD} or less. */
  public static <T> T hold(Duration limit, Supplier<T> question) {
    END.set(System.nanoTime() + limit.toNanos());
    try {
      return question.get();
    } finally {
      END.remove();
    }
  }

  /**
   * What the next statement may take: more than zero, {@link #STANDARD} at most.
   *
   * @throws UnavailableException when the question's time is over
   */
  public static Duration left() {
    Long end = END.get();
    if (end == null) {
      return STANDARD;
    }
    long nanos = end - System.nanoTime();
    if (nanos <= 0) {
      throw exceeded(null);
    }
    return Duration.ofNanos(nanos);
  }

  /** What the reader is told of a question that took too long. */
  public static UnavailableException exceeded(Throwable cause) {
    return new UnavailableException(
        "Question takes too long",
        "This question was not answered in time, which is %d s. Narrow it: a shorter time, fewer values, a longer text. Or retry it later."
            .formatted(STANDARD.toSeconds()),
        RETRY_SECONDS,
        cause);
  }
}
