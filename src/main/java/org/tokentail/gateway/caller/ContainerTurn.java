package org.tokentail.gateway.caller;

/**
 * Whether the container is calling us for this request: its own thread is then in the middle of it.
 * An answer that another thread completes meanwhile could have the container use the request again
 * under that thread. So the end waits until it has left, and is made by it. Thread-safe.
 */
public final class ContainerTurn {
  private int inside;
  private Runnable last;

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
      due.run();
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
