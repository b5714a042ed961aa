package org.tokentail.stats;

import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** The sessions of a day, those that changed last if there are too many. Not thread-safe. */
final class RecentSessions {
  /** Bounded: a client may name a session of its own in every request. */
  static final int MAX = 20_000;

  /** By id, in the order of their last change. */
  private final Map<String, SessionTally> sessions =
      new LinkedHashMap<>(16, 0.75f, true) {
        private static final long serialVersionUID = 1L;

        @Override
        protected boolean removeEldestEntry(Map.Entry<String, SessionTally> eldest) {
          return size() > MAX;
        }
      };

  private Instant oldest;

  /**
   * @param oldest sessions without activity since then are not kept
   */
  RecentSessions(Instant oldest) {
    this.oldest = oldest;
  }

  /** Adds records of one model to a session of which all are loaded. */
  void load(SessionRow row, String model) {
    sessions
        .computeIfAbsent(row.id(), id -> new SessionTally(id, SessionTally.WHOLE))
        .add(row, model);
  }

  /** Takes the next change of a record: what it is, and what it was; null: it is new. */
  void apply(Counted before, Counted after) {
    // In this order: a session of one record is not empty in between.
    add(after);
    takeOut(before);
  }

  /** Takes the place of what was known of a session. */
  void replace(SessionTally whole) {
    if (whole.isEmpty()) {
      sessions.remove(whole.id());
    } else {
      sessions.put(whole.id(), whole);
    }
  }

  private void takeOut(Counted before) {
    SessionTally session = before == null ? null : sessions.get(before.session());
    if (session != null && session.holds(before)) {
      session.takeOut(before);
      if (session.isEmpty()) {
        sessions.remove(session.id());
      }
    }
  }

  private void add(Counted after) {
    if (after.session() == null) {
      return;
    }
    SessionTally session = sessions.get(after.session());
    if (session == null) {
      if (after.activity().isBefore(oldest)) {
        return;
      }
      // What it did before, if there was anything, is not known until it is looked up.
      session = new SessionTally(after.session(), after.seq() - 1);
      sessions.put(session.id(), session);
    }
    session.add(after);
  }

  void expire(Instant before) {
    oldest = before;
    sessions.values().removeIf(session -> session.last().isBefore(before));
  }

  /** Those with activity since then, the latest first, at most so many. */
  List<SessionTally> since(Instant time, int limit) {
    return sessions.values().stream()
        .filter(session -> !session.last().isBefore(time))
        .sorted(SessionTally.LATEST_FIRST)
        .limit(limit)
        .toList();
  }
}
