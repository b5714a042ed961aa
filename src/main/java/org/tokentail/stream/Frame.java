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

  /** Null for what is no change. */
  private final RequestLog before;

  private final RequestLog after;

  /** Nobody knows what the record was before: clients may have seen it. */
  private final boolean unseen;

  private final byte[] bytes;

  /** Encoded with the first client that needs it; two threads would encode the same bytes. */
  private volatile byte[] removed;

  private volatile Frame next;

  private Frame(
      long index, String epoch, RequestLog before, RequestLog after, boolean unseen, byte[] bytes) {
    this.index = index;
    this.epoch = epoch;
    this.before = before;
    this.after = after;
    this.unseen = unseen;
    this.bytes = bytes;
    seq = after == null ? 0 : after.seq();
  }

  static Frame start() {
    return new Frame(0, null, null, null, false, new byte[0]);
  }

  Frame followedBy(String feed, Change change) {
    RequestLog log = change.after();
    byte[] encoded = Frames.change(feed, log, change.before() == null);
    return link(new Frame(index + 1, feed, change.before(), log, false, encoded));
  }

  /** A change that was not told of when it was committed: only the state after it is known. */
  Frame followedBy(String feed, RequestLog log) {
    byte[] encoded = Frames.change(feed, log, log.rev() == 1);
    return link(new Frame(index + 1, feed, null, log, log.rev() > 1, encoded));
  }

  Frame followedBy(byte[] encoded) {
    return link(new Frame(index + 1, null, null, null, false, encoded));
  }

  int size() {
    return bytes.length;
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
    if (after == null || filter.matches(after)) {
      return bytes;
    }
    boolean mayBeHeld = unseen || (before != null && filter.matches(before));
    return mayBeHeld ? removed() : null;
  }

  private byte[] removed() {
    if (removed == null) {
      removed = Frames.removed(epoch, after);
    }
    return removed;
  }
}
