package org.tokentail.stats;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jdbi.v3.core.Handle;

/**
 * Finds the sessions that were active last, going back through the feed, whose order is nearly that
 * of activity: some thousand changes where there are many sessions, and all since the time asked
 * for where there are few. Not thread-safe.
 *
 * <p>Activity in the future is found as far back as this goes.
 */
final class LatestSessions {
  /** Changes; each further page has twice as many, so that few sessions take few queries. */
  static final int FIRST_PAGE = 1_000;

  private static final int LARGEST_PAGE = 16_000;

  static final String PAGE =
      """
      select seq, session_id, coalesce(complete_time, initial_time) as activity, changed_at
      from request_log where seq < :before order by seq desc limit :limit
      """;

  /** By so much may the clocks of callers, and of nodes, differ. */
  private static final Duration SLACK = Duration.ofSeconds(10);

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
   * @param handle of a snapshot: what changes between two pages would be on neither
   */
  static List<String> since(Instant active, int limit, Handle handle) {
    LatestSessions latest = new LatestSessions(active, limit);
    latest.read(handle);
    return latest.ids();
  }

  private void read(Handle handle) {
    int size = FIRST_PAGE;
    List<Change> page = page(handle, Long.MAX_VALUE, size);
    page.forEach(this::add);
    while (page.size() == size && mayMissSome(page)) {
      long before = page.get(size - 1).seq;
      size = Math.min(2 * size, LARGEST_PAGE);
      page = page(handle, before, size);
      page.forEach(this::add);
    }
  }

  private static List<Change> page(Handle handle, long before, int limit) {
    return handle
        .createQuery(PAGE)
        .bind("before", before)
        .bind("limit", limit)
        .map((row, context) -> change(row))
        .list();
  }

  private static Change change(ResultSet row) throws SQLException {
    return new Change(
        row.getLong("seq"),
        row.getString("session_id"),
        row.getObject("activity", OffsetDateTime.class).toInstant(),
        row.getObject("changed_at", OffsetDateTime.class).toInstant());
  }

  private void add(Change change) {
    if (change.session != null && !change.activity.isBefore(active)) {
      lastBySession.merge(change.session, change.activity, LatestSessions::later);
    }
  }

  private static Instant later(Instant a, Instant b) {
    return a.isAfter(b) ? a : b;
  }

  /**
   * What comes before a page was changed, and so active, before the latest of its older half. Not
   * before its last one: that may have been written late, after an outage, with the time of then.
   */
  private boolean mayMissSome(List<Change> page) {
    Instant bound =
        page.subList(page.size() / 2, page.size()).stream()
            .map(Change::changedAt)
            .max(Comparator.naturalOrder())
            .orElseThrow()
            .plus(SLACK);
    long beyond = lastBySession.values().stream().filter(last -> last.isAfter(bound)).count();
    return !bound.isBefore(active) && beyond < limit;
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
