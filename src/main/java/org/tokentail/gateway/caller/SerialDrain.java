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
    RuntimeException failure = null;
    int seen = 1;
    do {
      try {
        work.run();
      } catch (RuntimeException e) {
        // Whoever came meanwhile has a wish of his own: it is not lost with this one.
        failure = e;
      } catch (Error e) {
        // Otherwise nobody would ever work again.
        wanted.set(0);
        throw e;
      }
      seen = wanted.addAndGet(-seen);
    } while (seen != 0);
    if (failure != null) {
      throw failure;
    }
  }
}
