package org.tokentail.stream;

import java.util.concurrent.atomic.LongAdder;

/** What the stream has done since the start. Thread-safe. */
final class StreamTotals {
  private final LongAdder connected = new LongAdder();
  private final LongAdder evicted = new LongAdder();
  private final LongAdder refused = new LongAdder();
  private final LongAdder resumed = new LongAdder();
  private final LongAdder reset = new LongAdder();
  private final LongAdder delivered = new LongAdder();

  /**
   * As JSON.
   *
   * @param connected streams opened
   * @param evicted closed because they took nothing for too long or were too far behind
   * @param refused answered with 503
   * @param resumed went on from a position they gave
   * @param reset gave a position that is gone
   * @param delivered events written to clients that are no longer connected, and those that are
   */
  record Snapshot(
      long connected, long evicted, long refused, long resumed, long reset, long delivered) {}

  void connected(Position position) {
    connected.increment();
    if (position.resumed()) {
      resumed.increment();
    }
    if (position.resetReason() != null) {
      reset.increment();
    }
  }

  void refused() {
    refused.increment();
  }

  /** Its events are counted now: while a client is here, it counts itself. */
  void gone(long events, boolean wasEvicted) {
    delivered.add(events);
    if (wasEvicted) {
      evicted.increment();
    }
  }

  /**
   * @param deliveredNow events that the connected clients have got
   */
  Snapshot snapshot(long deliveredNow) {
    return new Snapshot(
        connected.sum(),
        evicted.sum(),
        refused.sum(),
        resumed.sum(),
        reset.sum(),
        delivered.sum() + deliveredNow);
  }
}
