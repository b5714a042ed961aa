package org.tokentail.gateway;

/**
 * Whether one thread is in the middle of something that others may have to wait for, without
 * waiting: what they want is then done by it, as soon as it is through. Thread-safe.
 */
final class Busy {
  private boolean busy;
  private Runnable next;

  synchronized void begin() {
    busy = true;
  }

  void end() {
    Runnable due;
    synchronized (this) {
      busy = false;
      due = next;
      next = null;
    }
    if (due != null) {
      due.run();
    }
  }

  /** Runs the work: now, or when it ends. Where several wait, the last one stands for all. */
  void whenDone(Runnable work) {
    synchronized (this) {
      if (busy) {
        next = work;
        return;
      }
    }
    work.run();
  }
}
