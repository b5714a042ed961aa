package org.tokentail.stream;

import java.util.List;
import java.util.Optional;
import java.util.concurrent.locks.ReentrantLock;
import org.tokentail.journal.Cursor;
import org.tokentail.journal.Journal;
import org.tokentail.log.LogsChanged;
import org.tokentail.log.RequestLog;

/**
 * The feed of changes as the stream has it: the log of frames, and the journal behind it for what
 * memory does not have. Thread-safe.
 */
final class Feed {
  private static final int STEP = 500;

  private final Journal journal;
  private final String epoch;
  private final int replayLimit;
  private final FrameLog log;

  /** One at a time appends changes; what is read from the journal must not be overtaken. */
  private final ReentrantLock appending = new ReentrantLock();

  /**
   * Begins where the journal stands.
   *
   * @param backlog frames kept in memory
   * @param replayLimit records that are replayed at most to one client that comes back
   */
  Feed(Journal journal, int backlog, int replayLimit) {
    Cursor head = journal.head();
    this.journal = journal;
    this.replayLimit = replayLimit;
    epoch = head.epoch();
    log = new FrameLog(epoch, head.seq(), backlog);
  }

  FrameLog log() {
    return log;
  }

  String epoch() {
    return epoch;
  }

  /** How far it has come. */
  Cursor head() {
    return cursor(log.headSeq());
  }

  Cursor cursor(long seq) {
    return new Cursor(epoch, seq);
  }

  /** Appends what was committed, and before it what was committed without being told of. */
  void append(LogsChanged changed) {
    appending.lock();
    try {
      long first = changed.changes().get(0).after().seq();
      if (first == log.headSeq() + 1) {
        log.append(changed);
      } else {
        // Another node's commit, or one of ours whose outcome was lost, lies in between.
        appendUnseen();
      }
    } finally {
      appending.unlock();
    }
  }

  /** Appends what was committed without being told of, if there is any. */
  void catchUp() {
    appending.lock();
    try {
      if (journal.head().seq() > log.headSeq()) {
        appendUnseen();
      }
    } finally {
      appending.unlock();
    }
  }

  private void appendUnseen() {
    List<RequestLog> logs;
    do {
      logs = journal.since(log.headSeq(), STEP);
      log.appendUnseen(logs);
    } while (logs.size() == STEP);
  }

  /** Where a client begins that asks for this position. */
  Position position(Optional<Cursor> asked) {
    long head = log.headSeq();
    if (asked.isEmpty()) {
      return Position.live(head);
    }
    long seq = asked.get().seq();
    if (!asked.get().epoch().equals(epoch)) {
      return Position.reset(head, "epoch");
    }
    if (seq > head) {
      // The journal is ahead of the log for the moment between commit and broadcast.
      return seq > journal.head().seq() ? Position.reset(head, "ahead") : Position.resumed(seq, 0);
    }
    if (log.after(seq).isPresent()) {
      return Position.resumed(seq, Math.toIntExact(head - seq));
    }
    int behind = journal.countSince(seq, replayLimit + 1);
    return behind > replayLimit ? Position.reset(head, "too-old") : Position.resumed(seq, behind);
  }
}
