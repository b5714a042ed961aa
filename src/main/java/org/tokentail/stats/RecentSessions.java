package org.tokentail.stats;

import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** The sessions of a day, those that changed last if there are too many. Not thread-safe. */
final class RecentSessions {
  /** Bounded: a client may name a session of its own in every request. */
  static final int MAX = 20_000;

  /** Every change has a seq above it. */
  private static final long WHOLE = 0;

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

  /** Adds a record to a session of which all records are loaded, the latest first. */
  void load(Counted record) {
    // A session without room stays out until all are loaded: in part, it could not be kept exact.
    if (record.session() != null
        && (sessions.size() < MAX || sessions.containsKey(record.session()))) {
      sessions.computeIfAbsent(record.session(), id -> new SessionTally(id, WHOLE)).add(record);
    }
  }

  /** Adds older records of one model to a session that {@link #loaded} has named. */
  void load(SessionRow row, String model) {
    SessionTally session = sessions.get(row.id());
    session.add(model, row.share());
    session.seen(row.client(), row.first(), row.last());
  }

  /** The sessions loaded; from now on those that changed last are kept. */
  List<String> loaded() {
    List<SessionTally> byActivity = new ArrayList<>(sessions.values());
    byActivity.sort(Comparator.comparing(SessionTally::last));
    sessions.clear();
    byActivity.forEach(session -> sessions.put(session.id(), session));
    return List.copyOf(sessions.keySet());
  }

  /** Takes out a record as it was. */
  void takeOut(Counted before) {
    SessionTally session = sessions.get(before.session());
    if (session != null && session.holds(before)) {
      session.takeOut(before);
      if (session.isEmpty()) {
        sessions.remove(session.id());
      }
    }
  }

  /** Adds a record as it is. */
  void add(Counted after) {
    if (after.session() == null) {
      return;
    }
    SessionTally session = sessions.get(after.session());
    if (session == null) {
      if (after.activity().isBefore(oldest)) {
        return;
      }
      // What it did before, if there was anything, is not known here.
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
  List<ActiveSession> since(Instant time, int limit) {
    return sessions.values().stream()
        .filter(session -> !session.last().isBefore(time))
        .sorted(Comparator.comparing(SessionTally::last).reversed().thenComparing(SessionTally::id))
        .limit(limit)
        .map(SessionTally::shown)
        .toList();
  }
}
