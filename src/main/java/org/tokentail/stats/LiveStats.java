package org.tokentail.stats;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Inject;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.locks.ReentrantLock;
import org.tokentail.journal.Journal;
import org.tokentail.log.LogsChanged;

/**
 * The figures of the last 24 hours that the stream sends to every client alike: from counters that
 * follow the feed. Thread-safe.
 *
 * <p>The counters are loaded when somebody asks for figures and there are none: with the first
 * client after the start, when a change is missing (another node's), and once a day. At most a
 * tenth of the time goes into loading; until then the last figures stand.
 *
 * <p>Only the sessions that were active last are loaded. Another one that is shown later is looked
 * up then, for a tenth of the time at most as well.
 */
@ApplicationScoped
public class LiveStats {
  private static final System.Logger LOG = System.getLogger(LiveStats.class.getName());
  private static final int IDLE_SHARE = 9;

  private final CountersQuery query;
  private final Journal journal;
  private final Counting counting = new Counting();
  private final ReentrantLock reading = new ReentrantLock();
  private volatile Stats last;
  private volatile Instant due = Instant.MIN;
  private volatile Instant lookUpDue = Instant.MIN;
  private volatile Instant clearedBefore = Instant.MIN;
  private boolean failed;

  /** For the container's proxy only. */
  protected LiveStats() {
    this(null, null);
  }

  @Inject
  public LiveStats(CountersQuery query, Journal journal) {
    this.query = query;
    this.journal = journal;
  }

  /** Every committed change, on the thread that committed it. */
  void onLogsChanged(@Observes LogsChanged changed) {
    if (counting.isListening()) {
      counting.take(changed.changes().stream().map(Step::of).toList());
    }
  }

  /**
   * The figures at that time, or the last ones while the counters cannot be loaded or it is too
   * early to. Waits for the database where there are none at all.
   */
  public Stats at(Instant now) {
    // One row: a change that nobody told of shows nowhere else.
    counting.compare(journal.head().seq());
    forgetCleared(now);
    if (counting.needLoading(now)) {
      loadIfDue(now);
    }
    Optional<Stats> stats = counting.at(now);
    stats.ifPresent(known -> last = known);
    return stats.orElse(last);
  }

  /** The sessions that are active, the latest first; empty where only a query can tell. */
  Optional<List<String>> latestSessions(Instant now) {
    return counting.latestSessions(journal.head().seq(), now);
  }

  /**
   * Looks up the sessions that are shown and not known from their beginning; apart from the
   * figures, which never wait for it.
   */
  public void lookUpSessions(Instant now) {
    if (!now.isBefore(lookUpDue) && reading.tryLock()) {
      try {
        lookUp(now);
      } finally {
        reading.unlock();
      }
    }
  }

  private void lookUp(Instant now) {
    long start = System.nanoTime();
    try {
      List<String> strangers = counting.beginLookingUp(now);
      if (!strangers.isEmpty()) {
        counting.lookedUp(query.sessions(strangers));
      }
    } finally {
      counting.endReading();
      lookUpDue = now.plusNanos(IDLE_SHARE * (System.nanoTime() - start));
    }
  }

  /**
   * Forgets what counts records that were deleted, here or by another node. Those that retention
   * removed stay in the sums, and so in the figures, and leave their sessions.
   */
  private void forgetCleared(Instant now) {
    Instant before = journal.cleared().map(Journal.Cleared::before).orElse(Instant.MIN);
    if (!before.equals(clearedBefore)) {
      clearedBefore = before;
      if (before.isAfter(Window.from(now))) {
        counting.forget();
      }
    }
  }

  private void loadIfDue(Instant now) {
    if (last == null) {
      reading.lock();
    } else if (!reading.tryLock()) {
      return;
    }
    try {
      // Whoever had the lock before may have loaded them.
      if (counting.needLoading(now) && (last == null || !now.isBefore(due))) {
        load(now);
      }
    } finally {
      reading.unlock();
    }
  }

  private void load(Instant now) {
    long start = System.nanoTime();
    counting.beginLoading();
    try {
      last = counting.loaded(query.read(now), now);
      failed = false;
    } catch (RuntimeException e) {
      if (last == null) {
        throw e;
      }
      if (!failed) {
        LOG.log(System.Logger.Level.WARNING, "Figures cannot be loaded; the last ones stand", e);
      }
      failed = true;
    } finally {
      counting.endReading();
      due = now.plusNanos(IDLE_SHARE * (System.nanoTime() - start));
    }
  }
}
