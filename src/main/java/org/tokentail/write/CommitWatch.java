package org.tokentail.write;

import com.google.errorprone.annotations.concurrent.GuardedBy;
import java.time.Duration;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.concurrent.TimeUnit;
import java.util.function.LongSupplier;
import org.tokentail.log.UnavailableException;

/**
 * Sees whether changes come through: how long the oldest has waited for its commit, and whether
 * commits fail. Thread-safe.
 */
final class CommitWatch {
  /** So long a change may wait, and commits may fail, before somebody must know. */
  static final Duration PATIENCE = Duration.ofSeconds(5);

  /** So many in a row are trouble at once. */
  private static final int FAILURES = 3;

  /**
   * A failure that another try may cure is tried again all the time ({@link #wantsProbe}). Of
   * another one nobody hears any more if no change comes.
   */
  private static final long FORGOTTEN_NANOS = TimeUnit.SECONDS.toNanos(60);

  private static final long PROBE_NANOS = TimeUnit.SECONDS.toNanos(1);

  private final LongSupplier nanoTime;

  /** When the oldest change of the batch under way came. */
  @GuardedBy("this")
  private OptionalLong oldestUnderWay = OptionalLong.empty();

  /** When the attempt under way began, or else the last one. */
  @GuardedBy("this")
  private long begun;

  /** In a row, since the last commit. */
  @GuardedBy("this")
  private int failures;

  /** When the first of these attempts began, and the last one ended. */
  @GuardedBy("this")
  private long failingSince;

  @GuardedBy("this")
  private long failed;

  @GuardedBy("this")
  private RuntimeException reason;

  CommitWatch(LongSupplier nanoTime) {
    this.nanoTime = nanoTime;
  }

  /** The time, in nanoseconds from a moment of its own. */
  long now() {
    return nanoTime.getAsLong();
  }

  /** A batch is taken from the queue. */
  synchronized void takes(OptionalLong oldestArrival) {
    oldestUnderWay = oldestArrival;
  }

  /** Every call of the batch is answered. */
  synchronized void hasAnswered() {
    oldestUnderWay = OptionalLong.empty();
  }

  synchronized void begins() {
    begun = now();
  }

  /**
   * @param proof whether something was written; otherwise it shows no more than that the database
   *     can be written to
   */
  synchronized void committed(boolean proof) {
    if (proof || reason instanceof UnavailableException) {
      failures = 0;
      reason = null;
    }
  }

  synchronized void failed(RuntimeException why) {
    if (failures == 0) {
      failingSince = begun;
    }
    failures++;
    failed = now();
    reason = why;
  }

  /** Whether a commit of nothing is due, to see if commits succeed again. */
  synchronized boolean wantsProbe() {
    return reason instanceof UnavailableException && now() - failed >= PROBE_NANOS;
  }

  /**
   * What is wrong, for everybody to read; empty: nothing.
   *
   * @param oldestQueued when the oldest change came that still waits for its batch
   */
  synchronized Optional<String> trouble(OptionalLong oldestQueued) {
    long now = now();
    OptionalLong oldest = oldestUnderWay.isPresent() ? oldestUnderWay : oldestQueued;
    Duration waited = Duration.ofNanos(oldest.isPresent() ? now - oldest.getAsLong() : 0);
    Duration failing = Duration.ofNanos(failures > 0 ? now - failingSince : 0);
    if (waited.compareTo(PATIENCE) > 0) {
      return Optional.of(
          "The oldest change has waited %d s for its commit.%s"
              .formatted(waited.toSeconds(), lastFailure()));
    }
    boolean known = failures > 0 && now - failed < FORGOTTEN_NANOS;
    if (known && (failures >= FAILURES || failing.compareTo(PATIENCE) >= 0)) {
      return Optional.of(
          "No commit has succeeded for %d s.%s".formatted(failing.toSeconds(), lastFailure()));
    }
    return Optional.empty();
  }

  @GuardedBy("this")
  private String lastFailure() {
    if (failures == 0) {
      return "";
    }
    // What others say is not for everybody.
    return reason instanceof UnavailableException unavailable
        ? " Last failure: " + unavailable.title() + "."
        : " The log of the server says why.";
  }
}
