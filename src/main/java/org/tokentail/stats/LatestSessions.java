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
  /** Changes; each further step takes twice as many, so that few sessions take few queries. */
  static final int FIRST_STEP = 1_000;

  private static final int LONGEST_STEP = 64_000;

  static final String STEP =
      """
      select session_id, max(coalesce(complete_time, initial_time)) as activity,
        min(seq) as first_seq, max(changed_at) as changed, count(*) as changes
      from (
        select seq, session_id, complete_time, initial_time, changed_at from request_log
        where seq < :before order by seq desc limit :limit
      ) step
      group by session_id
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

  /** What changed in one step and session, or without one (null). */
  private record Part(String session, Instant activity, long first, Instant changed, long count) {}

  /**
   * The sessions with a request that began or ended since then, the latest first.
   *
   * @param limit sessions at most
   * @param handle of a snapshot: what changes between two steps would be in neither
   */
  static List<String> since(Instant active, int limit, Handle handle) {
    LatestSessions latest = new LatestSessions(active, limit);
    latest.read(handle);
    return latest.ids();
  }

  private void read(Handle handle) {
    long before = Long.MAX_VALUE;
    int step = FIRST_STEP;
    List<Part> parts = parts(handle, before, step);
    parts.forEach(this::add);
    while (parts.stream().mapToLong(Part::count).sum() == step && mayMissSome(parts)) {
      before = parts.stream().mapToLong(Part::first).min().orElseThrow();
      step = Math.min(2 * step, LONGEST_STEP);
      parts = parts(handle, before, step);
      parts.forEach(this::add);
    }
  }

  private static List<Part> parts(Handle handle, long before, int limit) {
    return handle
        .createQuery(STEP)
        .bind("before", before)
        .bind("limit", limit)
        .map((row, context) -> part(row))
        .list();
  }

  private static Part part(ResultSet row) throws SQLException {
    return new Part(
        row.getString("session_id"),
        row.getObject("activity", OffsetDateTime.class).toInstant(),
        row.getLong("first_seq"),
        row.getObject("changed", OffsetDateTime.class).toInstant(),
        row.getLong("changes"));
  }

  private void add(Part part) {
    if (part.session != null && !part.activity.isBefore(active)) {
      lastBySession.merge(part.session, part.activity, LatestSessions::later);
    }
  }

  private static Instant later(Instant a, Instant b) {
    return a.isAfter(b) ? a : b;
  }

  /**
   * What comes before a step was changed, and so active, before the latest of the step: the latest,
   * since what was written late, after an outage, has an earlier time than its neighbours.
   */
  private boolean mayMissSome(List<Part> step) {
    Instant bound =
        step.stream().map(Part::changed).max(Comparator.naturalOrder()).orElseThrow().plus(SLACK);
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
