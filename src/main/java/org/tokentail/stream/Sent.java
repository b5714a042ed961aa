package org.tokentail.stream;

/** What one client has got. Written by the fan-out thread, read by any. */
final class Sent {
  private volatile long events;
  private volatile long bytes;
  private volatile long position;
  private volatile boolean live;

  // One thread writes: nothing can be lost between reading and writing.
  @SuppressWarnings("NonAtomicVolatileUpdate")
  void add(int moreEvents, int moreBytes) {
    events += moreEvents;
    bytes += moreBytes;
  }

  /** Up to which change of the feed, or which frame of the log once it is live. */
  void reached(long newPosition) {
    position = newPosition;
  }

  /** From here on positions count frames of the log. */
  void live(long frame) {
    position = frame;
    live = true;
  }

  long events() {
    return events;
  }

  long bytes() {
    return bytes;
  }

  long position() {
    return position;
  }

  boolean isLive() {
    return live;
  }
}
