package org.tokentail.stats;

import com.google.errorprone.annotations.concurrent.GuardedBy;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.Optional;

/**
 * Keeps the counters up to date with the feed, from memory alone: holds what arrives while they are
 * loaded, and forgets them when a change is missing. Thread-safe.
 */
final class Counting {
  private static final System.Logger LOG = System.getLogger(Counting.class.getName());

  /**
   * Bounded: some 50 MB. What is lost beyond it is missed when the counters or sessions are there,
   * and they are read again.
   */
  static final int MAX_HELD = 100_000;

  /** Null while they are not known. */
  @GuardedBy("this")
  private Counters counters;

  /** The latest changes since reading began; null while nothing is read. */
  @GuardedBy("this")
  private Deque<Step> held;

  @GuardedBy("this")
  private long headBefore;

  @GuardedBy("this")
  private boolean forgotten;

  /** Takes committed changes. Never throws: it stands between a commit and its acknowledgement. */
  synchronized void take(List<Step> steps) {
    try {
      if (held != null) {
        steps.forEach(this::hold);
      }
      if (counters != null && !applied(counters, steps)) {
        counters = null;
      }
    } catch (RuntimeException e) {
      counters = null;
      LOG.log(System.Logger.Level.ERROR, "Changes could not be counted", e);
    }
  }

  /** Forgets the counters: they no longer hold. */
  synchronized void forget() {
    counters = null;
    // What is being loaded may have been read before.
    forgotten = true;
  }

  /** Whether changes are of use. */
  synchronized boolean isListening() {
    return counters != null || held != null;
  }

  @GuardedBy("this")
  private void hold(Step step) {
    if (held.size() == MAX_HELD) {
      held.clear();
    }
    held.add(step);
  }

  /** Whether nothing was missing between the counters and the changes, and all could be counted. */
  private static boolean applied(Counters counters, Iterable<Step> steps) {
    for (Step step : steps) {
      if (step.seq() > counters.seq()) {
        if (step.seq() > counters.seq() + 1 || !counters.canApply(step)) {
          return false;
        }
        counters.apply(step);
      }
    }
    return true;
  }

  /** Compares with the head of the journal; to be called now and then. */
  synchronized void compare(long head) {
    // What was committed before the last look has been told of by now, or never will be.
    if (counters != null && counters.seq() < headBefore) {
      counters = null;
    }
    headBefore = head;
  }

  synchronized boolean needLoading(Instant now) {
    return counters == null || counters.areOld(now);
  }

  /** To be called before the counters are read; {@link #endReading} after it. */
  synchronized void beginLoading() {
    held = new ArrayDeque<>();
    forgotten = false;
  }

  /**
   * Goes on from these counters, with what has changed since they were read.
   *
   * @return the figures, also where a change is missing and the counters are of no further use
   */
  synchronized Stats loaded(Counters fresh, Instant now) {
    counters = !forgotten && applied(fresh, held) ? fresh : null;
    return fresh.at(now);
  }

  /**
   * The sessions that are active; empty while the counters are not known, or are behind the head.
   */
  synchronized Optional<List<String>> latestSessions(long head, Instant now) {
    return counters == null || counters.seq() < head
        ? Optional.empty()
        : Optional.of(counters.latestSessions(now));
  }

  /**
   * Sessions to be looked up, if any: from here on, changes are held as while counters load; until
   * {@link #endReading}.
   */
  synchronized List<String> beginLookingUp(Instant now) {
    List<String> strangers = counters == null ? List.of() : counters.strangers(now);
    if (!strangers.isEmpty()) {
      held = new ArrayDeque<>();
    }
    return strangers;
  }

  /** Goes on with what was found, and with what has changed since. */
  synchronized void lookedUp(SessionsFound found) {
    if (counters != null) {
      counters.learn(found, held);
    }
  }

  /** Nothing is read any more, whether it was there in the end or not. */
  synchronized void endReading() {
    held = null;
  }

  /** The figures at that time; empty while they are not known. */
  synchronized Optional<Stats> at(Instant now) {
    return Optional.ofNullable(counters).map(known -> known.at(now));
  }
}
