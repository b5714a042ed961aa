package org.tokentail.gateway.caller;

import com.google.errorprone.annotations.concurrent.GuardedBy;
import java.util.concurrent.Executor;

/**
 * Whether the container is calling us for this request: its own thread is then in the middle of it.
 * An answer that another thread completes meanwhile could have the container use the request again
 * under that thread. So the end waits until it has left. Thread-safe.
 */
public final class ContainerTurn {
  private final Executor elsewhere;

  @GuardedBy("this")
  private int inside;

  @GuardedBy("this")
  private Runnable last;

  /**
   * @param elsewhere runs what could not be done while the container was inside. Not on its own
   *     thread: where that reads a body it holds a lock of the container's, and to end a request
   *     takes another, which a connection that closes takes the other way round.
   */
  ContainerTurn(Executor elsewhere) {
    this.elsewhere = elsewhere;
  }

  /** A call of the container's begins. */
  public synchronized void enter() {
    inside++;
  }

  /** It ends. To be called as the last thing in it. */
  public void leave() {
    Runnable due = null;
    synchronized (this) {
      if (--inside == 0) {
        due = last;
        last = null;
      }
    }
    if (due != null) {
      elsewhere.execute(due);
    }
  }

  /** Runs the work that ends the request: now, or when the container's thread leaves. */
  void whenOut(Runnable end) {
    synchronized (this) {
      if (inside > 0) {
        last = end;
        return;
      }
    }
    end.run();
  }
}
