package org.tokentail.stats;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jdbi.v3.core.Handle;

/**
 * Finds the sessions that were active last, going back through the feed until no older change can
 * add to them: some hundred changes where there are many sessions, and however many there were
 * since a time at most. Not thread-safe.
 */
final class LatestSessions {
  static final int PAGE = 2_000;

  static final String CHANGES =
      """
      select seq, session_id, coalesce(complete_time, initial_time) as activity, changed_at
      from request_log where seq < :before order by seq desc limit :limit
      """;

  private final Instant active;
  private final int limit;
  private final Map<String, Instant> lastBySession = new HashMap<>();

  private LatestSessions(Instant active, int limit) {
    this.active = active;
    this.limit = limit;
  }

  private record Change(long seq, String session, Instant activity, Instant changedAt) {}

  /**
   * The sessions with a request that began or ended since then, the latest first.
   *
   * @param limit sessions at most
   */
  static List<String> since(Instant active, int limit, Handle handle) {
    LatestSessions latest = new LatestSessions(active, limit);
    latest.read(handle);
    return latest.ids();
  }

  private void read(Handle handle) {
    long before = Long.MAX_VALUE;
    List<Change> page;
    do {
      page = page(handle, before);
      page.forEach(this::add);
      before = page.isEmpty() ? 0 : page.get(page.size() - 1).seq;
    } while (page.size() == PAGE && mayMissSome(page.get(PAGE - 1).changedAt));
  }

  private static List<Change> page(Handle handle, long before) {
    return handle
        .createQuery(CHANGES)
        .bind("before", before)
        .bind("limit", PAGE)
        .map((row, context) -> change(row))
        .list();
  }

  private static Change change(ResultSet row) throws SQLException {
    return new Change(
        row.getLong("seq"),
        row.getString("session_id"),
        time(row, "activity"),
        time(row, "changed_at"));
  }

  private static Instant time(ResultSet row, String column) throws SQLException {
    return row.getObject(column, OffsetDateTime.class).toInstant();
  }

  private void add(Change change) {
    if (change.session != null && !change.activity.isBefore(active)) {
      lastBySession.merge(change.session, change.activity, LatestSessions::later);
    }
  }

  private static Instant later(Instant a, Instant b) {
    return a.isAfter(b) ? a : b;
  }

  /** What was changed last at that time or earlier has seen no activity after it. */
  private boolean mayMissSome(Instant changedAt) {
    return !changedAt.isBefore(active)
        && lastBySession.values().stream()
                .filter(last -> last.isAfter(changedAt))
                .limit(limit)
                .count()
            < limit;
  }

  private List<String> ids() {
    return lastBySession.entrySet().stream()
        .sorted(
            Comparator.comparing((Map.Entry<String, Instant> entry) -> entry.getValue())
                .reversed()
                .thenComparing(Map.Entry::getKey))
        .limit(limit)
        .map(Map.Entry::getKey)
        .toList();
  }
}
