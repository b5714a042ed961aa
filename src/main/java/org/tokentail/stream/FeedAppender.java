package org.tokentail.stream;

import java.util.List;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.ReentrantLock;
import org.tokentail.log.LogsChanged;
import org.tokentail.stream.event.ChangeEvents;

/**
 * Appends committed changes to the channels in the order of the feed, whoever brings them: the
 * writer, or the follower that has read them from the journal. Thread-safe; nobody waits, and
 * nothing is read here.
 *
 * <p>The writer stages what it has committed. Whoever holds the lock appends what is staged, and
 * looks once more after it has let go of the lock: so nothing is left behind.
 */
final class FeedAppender {
  /** Changes that are staged at most: beyond it the follower reads them from the journal. */
  private static final int MAX_STAGED = 20_000;

  private final String epoch;
  private final Channels channels;
  private final Runnable gapFound;
  private final Runnable grown;
  private final Queue<LogsChanged> staged = new ConcurrentLinkedQueue<>();
  private final AtomicInteger stagedChanges = new AtomicInteger();
  private final ReentrantLock appending = new ReentrantLock();

  /**
   * @param gapFound called when changes are missing, on the thread that appends: must not block
   * @param grown called after something was appended, likewise
   */
  FeedAppender(String epoch, Channels channels, Runnable gapFound, Runnable grown) {
    this.epoch = epoch;
    this.channels = channels;
    this.gapFound = gapFound;
    this.grown = grown;
  }

  /** Appends a commit, unless changes before it are missing: then the follower reads both. */
  void append(LogsChanged changed) {
    int changes = changed.changes().size();
    if (stagedChanges.addAndGet(changes) > MAX_STAGED) {
      stagedChanges.addAndGet(-changes);
      gapFound.run();
      return;
    }
    staged.add(changed);
    drain();
  }

  /** Appends what was read from the journal. */
  void appendRead(List<ChangeEvents> changes) {
    appending.lock();
    try {
      channels.append(changes);
    } finally {
      appending.unlock();
    }
    grown.run();
    drain();
  }

  private void drain() {
    // Looks again after each release: what came meanwhile found the lock taken, and went.
    while (!staged.isEmpty() && appending.tryLock()) {
      try {
        for (LogsChanged next = staged.poll(); next != null; next = staged.poll()) {
          stagedChanges.addAndGet(-next.changes().size());
          take(next);
        }
      } finally {
        appending.unlock();
      }
      grown.run();
    }
  }

  private void take(LogsChanged changed) {
    long first = changed.changes().get(0).after().seq();
    if (first > channels.headSeq() + 1) {
      // Another node's commit, or one of ours whose outcome was lost, lies in between.
      gapFound.run();
    } else {
      // What is known already is left out.
      channels.append(
          changed.changes().stream().map(change -> ChangeEvents.of(epoch, change)).toList());
    }
  }
}
