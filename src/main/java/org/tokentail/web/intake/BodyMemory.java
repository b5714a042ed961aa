package org.tokentail.web.intake;

import java.util.concurrent.atomic.AtomicLong;

/** Memory for bodies on their way, all of them together. Thread-safe. */
final class BodyMemory {
  private final AtomicLong taken = new AtomicLong();
  private final long max;

  /**
   * @param max bytes
   */
  BodyMemory(long max) {
    this.max = max;
  }

  /** False when there is not so much left; nothing is taken then. */
  boolean take(int bytes) {
    if (taken.addAndGet(bytes) > max) {
      taken.addAndGet(-bytes);
      return false;
    }
    return true;
  }

  void giveBack(int bytes) {
    taken.addAndGet(-bytes);
  }

  long taken() {
    return taken.get();
  }
}
