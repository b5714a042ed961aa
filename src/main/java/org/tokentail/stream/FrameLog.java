package org.tokentail.stream;

import java.util.Optional;
import org.tokentail.log.LogsChanged;

/**
 * The last frames, linked from the oldest to the head. Clients read on from the frame they hold; a
 * frame that is older than the backlog and held by nobody is garbage. Thread-safe.
 */
final class FrameLog {
  private final String epoch;
  private final int backlog;
  private Frame oldest = Frame.start();
  private volatile Frame head = oldest;

  /** Every change after this seq is still in the log. */
  private long floor;

  private volatile long headSeq;

  /**
   * @param seq the last change that was committed before this log began
   * @param backlog frames that are kept
   */
  FrameLog(String epoch, long seq, int backlog) {
    this.epoch = epoch;
    this.backlog = backlog;
    floor = seq;
    headSeq = seq;
  }

  synchronized void append(LogsChanged changed) {
    for (LogsChanged.Change change : changed.changes()) {
      // What was committed while this log began counts as committed before it.
      if (change.after().seq() > headSeq) {
        head = head.followedBy(epoch, change);
        headSeq = head.seq;
        trim();
      }
    }
  }

  synchronized void append(byte[] encoded) {
    head = head.followedBy(encoded);
    trim();
  }

  private void trim() {
    while (head.index - oldest.index > backlog) {
      oldest = oldest.next();
      floor = Math.max(floor, oldest.seq);
    }
  }

  Frame head() {
    return head;
  }

  /** Seq of the last change appended. */
  long headSeq() {
    return headSeq;
  }

  /**
   * The frame from which a client at that position reads on; empty when changes after it are gone
   * from memory.
   */
  synchronized Optional<Frame> after(long seq) {
    if (seq < floor) {
      return Optional.empty();
    }
    if (seq >= headSeq) {
      return Optional.of(head);
    }
    Frame frame = oldest;
    while (frame.next().seq <= seq) {
      frame = frame.next();
    }
    return Optional.of(frame);
  }

  boolean hasFallenBehind(Frame frame) {
    return head.index - frame.index > backlog;
  }
}
