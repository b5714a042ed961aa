package org.tokentail.stream;

import org.tokentail.journal.LogFilter;
import org.tokentail.log.LogsChanged.Change;
import org.tokentail.log.RequestLog;

/** One encoded event and the way to the next: whoever holds a frame can read on from it. */
final class Frame {
  /** Position in the log of frames, counted up from 0; says how far apart two frames are. */
  final long index;

  /** Seq of the change; 0 for what is no change. */
  final long seq;

  private final String epoch;
  private final Change change;
  private final byte[] bytes;

  /** Encoded with the first client that needs it; two threads would encode the same bytes. */
  private volatile byte[] removed;

  private volatile Frame next;

  private Frame(long index, String epoch, Change change, byte[] bytes) {
    this.index = index;
    this.epoch = epoch;
    this.change = change;
    this.bytes = bytes;
    seq = change == null ? 0 : change.after().seq();
  }

  static Frame start() {
    return new Frame(0, null, null, new byte[0]);
  }

  Frame followedBy(String feed, Change following) {
    RequestLog log = following.after();
    byte[] encoded = Frames.change(feed, log, following.before() == null);
    return link(new Frame(index + 1, feed, following, encoded));
  }

  Frame followedBy(byte[] encoded) {
    return link(new Frame(index + 1, null, null, encoded));
  }

  private Frame link(Frame frame) {
    next = frame;
    return frame;
  }

  /** Null at the head of the log. */
  Frame next() {
    return next;
  }

  /** What a client with that filter gets of it; null: nothing. */
  byte[] bytesFor(LogFilter filter) {
    if (change == null || filter.matches(change.after())) {
      return bytes;
    }
    return change.before() != null && filter.matches(change.before()) ? removed() : null;
  }

  private byte[] removed() {
    if (removed == null) {
      removed = Frames.removed(epoch, change.after());
    }
    return removed;
  }
}
