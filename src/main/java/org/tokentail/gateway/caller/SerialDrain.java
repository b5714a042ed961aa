package org.tokentail.gateway.caller;

import java.util.concurrent.atomic.AtomicInteger;

/**
 * Lets one thread at a time work, and none wait: whoever comes meanwhile makes that one go round
 * once more. Thread-safe.
 */
final class SerialDrain {
  private final AtomicInteger wanted = new AtomicInteger();
  private final Runnable work;

  SerialDrain(Runnable work) {
    this.work = work;
  }

  void run() {
    if (wanted.getAndIncrement() != 0) {
      return;
    }
    int seen = 1;
    boolean worked = false;
    try {
      do {
        worked = false;
        work.run();
        worked = true;
        seen = wanted.addAndGet(-seen);
      } while (seen != 0);
    } finally {
      if (!worked) {
        // Otherwise nobody would ever work again.
        wanted.set(0);
      }
    }
  }
}
