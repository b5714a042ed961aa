package org.tokentail.gateway.channel;

import com.google.errorprone.annotations.concurrent.GuardedBy;
import java.time.Duration;
import java.time.Instant;

/**
 * Whether a channel has worked lately. After five failures in a row it is open: other channels are
 * preferred for 30 s, then it is tried again, and one more failure opens it again. It refuses
 * nothing: a channel that is the only one is used whatever its state. Thread-safe.
 */
public final class Circuit {
  static final int FAILURES = 5;
  static final Duration PAUSE = Duration.ofSeconds(30);

  /** How it stands. */
  public enum State {
    CLOSED,
    OPEN,
    HALF_OPEN
  }

  /**
   * What is shown of it.
   *
   * @param failuresInARow since the last success
   * @param openUntil null unless it is open
   * @param lastFailure in our words; null: none yet
   */
  public record View(
      State state,
      int failuresInARow,
      Instant openUntil,
      long successes,
      long failures,
      String lastFailure) {}

  @GuardedBy("this")
  private int inARow;

  @GuardedBy("this")
  private long successes;

  @GuardedBy("this")
  private long failures;

  @GuardedBy("this")
  private Instant openUntil;

  @GuardedBy("this")
  private String lastFailure;

  /** Whether other channels are to be preferred now. */
  synchronized boolean isOpen(Instant now) {
    return openUntil != null && now.isBefore(openUntil);
  }

  public synchronized void succeeded() {
    successes++;
    inARow = 0;
    openUntil = null;
  }

  public synchronized void failed(String reason, Instant now) {
    failures++;
    inARow++;
    lastFailure = reason;
    if (inARow >= FAILURES) {
      openUntil = now.plus(PAUSE);
    }
  }

  public synchronized View view(Instant now) {
    State state =
        openUntil == null ? State.CLOSED : now.isBefore(openUntil) ? State.OPEN : State.HALF_OPEN;
    return new View(
        state, inARow, state == State.OPEN ? openUntil : null, successes, failures, lastFailure);
  }
}
