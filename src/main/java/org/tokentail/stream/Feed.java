package org.tokentail.stream;

import com.google.errorprone.annotations.concurrent.GuardedBy;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicBoolean;
import org.tokentail.config.Settings;
import org.tokentail.journal.Journal;
import org.tokentail.journal.Lane;
import org.tokentail.log.Cursor;
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
  private final FeedAppender appender;

  /** Set when changes are missing, until the journal is read for them. */
  private final AtomicBoolean gap = new AtomicBoolean();

  /** Of which the clients know; null: of nothing. Only who catches up uses it. */
  @GuardedBy("this")
  private Journal.Cleared cleared;

  /**
   * Begins where the journal stands.
   *
   * @param settings backlog, limit of replays and of filters
   * @param behind called when {@link #catchUp} is needed, on any thread: must not block
   * @param grown called when there is something new for the clients, likewise
   */
  Feed(Journal journal, Settings.Stream settings, Runnable behind, Runnable grown) {
    Cursor head = journal.head();
    this.journal = journal;
    replayLimit = settings.replayLimit();
    epoch = head.epoch();
    cleared = journal.cleared().orElse(null);
    channels = new Channels(head.seq(), settings);
    appender =
        new FeedAppender(
            epoch,
            channels,
            () -> {
              gap.set(true);
              behind.run();
            },
            grown);
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

  /**
   * Appends what was committed. Never reads: where changes before it are missing, they and it are
   * left to {@link #catchUp}.
   */
  void append(LogsChanged changed) {
    appender.append(changed);
  }

  /**
   * Reads from the journal what was committed without being told of, if there is any, and appends
   * it. Waits for the database; one at a time.
   */
  synchronized void catchUp() {
    do {
      // Before reading: what is told of from here on may come after it, and is read once more.
      gap.set(false);
      if (journal.head().seq() > channels.headSeq()) {
        appendUnseen();
      }
    } while (gap.get());
    announceCleared();
  }

  /** Tells of records that were deleted, here or by another node. */
  @GuardedBy("this")
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
      appender.appendRead(
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
      return seq > journal.head(Lane.RESUME).seq()
          ? Position.reset(head, "ahead")
          : Position.resumed(seq, 0);
    }
    if (channel.log().after(seq).isPresent()) {
      return Position.resumed(seq, Math.toIntExact(head - seq));
    }
    int behind = journal.countSince(seq, replayLimit + 1);
    return behind > replayLimit ? Position.reset(head, "too-old") : Position.resumed(seq, behind);
  }
}
