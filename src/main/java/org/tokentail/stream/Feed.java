package org.tokentail.stream;

import java.util.List;
import java.util.Optional;
import java.util.concurrent.locks.ReentrantLock;
import org.tokentail.config.Settings;
import org.tokentail.journal.Cursor;
import org.tokentail.journal.Journal;
import org.tokentail.log.LogsChanged;
import org.tokentail.log.RequestLog;
import org.tokentail.stream.event.ChangeEvents;
import org.tokentail.stream.event.Event;

/**
 * The feed of changes as the stream has it: the channels in memory, and the journal behind them for
 * what memory does not have. Thread-safe.
 */
final class Feed {
  private static final int STEP = 500;

  private final Journal journal;
  private final String epoch;
  private final int replayLimit;
  private final Channels channels;

  /** Of which the clients know; null: of nothing. */
  private Journal.Cleared cleared;

  /** One at a time appends changes; what is read from the journal must not be overtaken. */
  private final ReentrantLock appending = new ReentrantLock();

  /**
   * Begins where the journal stands.
   *
   * @param settings backlog, limit of replays and of filters
   */
  Feed(Journal journal, Settings.Stream settings) {
    Cursor head = journal.head();
    this.journal = journal;
    replayLimit = settings.replayLimit();
    epoch = head.epoch();
    cleared = journal.cleared().orElse(null);
    channels = new Channels(head.seq(), settings);
  }

  Channels channels() {
    return channels;
  }

  String epoch() {
    return epoch;
  }

  /** How far it has come. */
  Cursor head() {
    return cursor(channels.headSeq());
  }

  Cursor cursor(long seq) {
    return new Cursor(epoch, seq);
  }

  /** Appends what was committed, and before it what was committed without being told of. */
  void append(LogsChanged changed) {
    appending.lock();
    try {
      long first = changed.changes().get(0).after().seq();
      if (first == channels.headSeq() + 1) {
        channels.append(
            changed.changes().stream().map(change -> ChangeEvents.of(epoch, change)).toList());
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
      if (journal.head().seq() > channels.headSeq()) {
        appendUnseen();
      }
      announceCleared();
    } finally {
      appending.unlock();
    }
  }

  /** Tells of records that were deleted, here or by another node. */
  private void announceCleared() {
    journal
        .cleared()
        .filter(last -> !last.equals(cleared))
        .ifPresent(
            last -> {
              cleared = last;
              channels.announce(ChangeEvents.cleared(last, cursor(channels.headSeq())));
            });
  }

  /** What a client that comes back to this position may not know of: null: nothing. */
  Event clearedSince(long seq) {
    return journal
        .cleared()
        .filter(last -> last.position().seq() >= seq)
        .map(last -> ChangeEvents.cleared(last, cursor(seq)))
        .orElse(null);
  }

  private void appendUnseen() {
    List<RequestLog> logs;
    do {
      logs = journal.since(channels.headSeq(), STEP);
      channels.append(
          logs.stream().map(log -> ChangeEvents.unseen(epoch, log, log.rev() == 1)).toList());
    } while (logs.size() == STEP);
  }

  /** Where a client of that channel begins that asks for this position. */
  Position position(Channel channel, Optional<Cursor> asked) {
    long head = channels.headSeq();
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
    if (channel.log().after(seq).isPresent()) {
      return Position.resumed(seq, Math.toIntExact(head - seq));
    }
    int behind = journal.countSince(seq, replayLimit + 1);
    return behind > replayLimit ? Position.reset(head, "too-old") : Position.resumed(seq, behind);
  }
}
