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
    do {
      work.run();
      seen = wanted.addAndGet(-seen);
    } while (seen != 0);
  }
}
