package org.tokentail.stream;

import java.util.List;
import java.util.Optional;
import org.tokentail.log.LogsChanged;
import org.tokentail.log.RequestLog;

/**
 * The last frames, linked from the oldest to the head. Clients read on from the frame they hold; a
 * frame that is older than the backlog and held by nobody is garbage. Thread-safe.
 */
final class FrameLog {
  /** Records of the largest allowed size would otherwise fill the heap. */
  private static final long MAX_BYTES = 32L * 1024 * 1024;

  private final String epoch;
  private final int backlog;
  private volatile Frame oldest = Frame.start();
  private volatile Frame head = oldest;

  /** Every change after this seq is still in the log. */
  private long floor;

  private volatile long headSeq;

  /** Bytes of the frames after the oldest. */
  private long size;

  /**
   * @param seq the last change that was committed before this log began
   * @param backlog frames that are kept, and at most 32 MiB of them
   */
  FrameLog(String epoch, long seq, int backlog) {
    this.epoch = epoch;
    this.backlog = backlog;
    floor = seq;
    headSeq = seq;
  }

  /** Appends what follows; whatever is in the log already is left out. */
  synchronized void append(LogsChanged changed) {
    for (LogsChanged.Change change : changed.changes()) {
      if (change.after().seq() > headSeq) {
        append(head.followedBy(epoch, change));
      }
    }
  }

  /** Appends the latest state of what changed unseen, in the order of the feed. */
  synchronized void appendUnseen(List<RequestLog> logs) {
    for (RequestLog log : logs) {
      if (log.seq() > headSeq) {
        append(head.followedBy(epoch, log));
      }
    }
  }

  synchronized void append(byte[] encoded) {
    append(head.followedBy(encoded));
  }

  private void append(Frame frame) {
    head = frame;
    headSeq = Math.max(headSeq, frame.seq);
    size += frame.size();
    while (head.index - oldest.index > backlog || size > MAX_BYTES) {
      oldest = oldest.next();
      size -= oldest.size();
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
    return frame.index < oldest.index;
  }
}
