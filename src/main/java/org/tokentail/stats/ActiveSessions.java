package org.tokentail.stats;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jdbi.v3.core.Handle;
import org.tokentail.journal.Database;
import org.tokentail.journal.IndexedPart;
import org.tokentail.journal.Journal;
import org.tokentail.journal.LogFilter;
import org.tokentail.journal.SqlCondition;

/** Finds the sessions somebody is working in. Thread-safe. */
@ApplicationScoped
public class ActiveSessions {
  public static final Duration STANDARD = Duration.ofMinutes(30);

  static final int MAX_SESSIONS = 200;

  /** A request may have started this much earlier than the threshold and ended within it. */
  private static final Duration LONGEST_REQUEST = Duration.ofHours(1);

  private static final String RECENT =
      """
      select session_id from request_log %s%s
      group by session_id
      having max(coalesce(complete_time, initial_time)) >= :active
      order by max(coalesce(complete_time, initial_time)) desc, session_id limit :sessions
      """;

  private final Database database;

  /** For the container's proxy only. */
  protected ActiveSessions() {
    this(null);
  }

  @Inject
  public ActiveSessions(Database database) {
    this.database = database;
  }

  /** The sessions that are shown where no other threshold is asked for. */
  static List<String> latest(Handle handle, Instant now) {
    return LatestSessions.since(now.minus(STANDARD), MAX_SESSIONS, handle);
  }

  /**
   * Sessions with a matching request that started or ended within the threshold before now, the
   * latest first.
   */
  public List<ActiveSession> within(LogFilter filter, Duration threshold, Instant now) {
    Instant active = now.minus(threshold);
    return database.withHandle(
        handle ->
            shown(
                handle,
                filter.isOnly(field -> false)
                    ? LatestSessions.since(active, MAX_SESSIONS, handle)
                    : matching(handle, filter, active)));
  }

  private List<String> matching(Handle handle, LogFilter filter, Instant active) {
    SqlCondition condition = filter.sql().and("session_id is not null");
    condition.and("initial_time >= :from", "from", Journal.sqlTime(active.minus(LONGEST_REQUEST)));
    return handle
        .createQuery(
            RECENT.formatted(IndexedPart.byTime(filter, database.dialect()), condition.where()))
        .bindMap(condition.bindings())
        .bind("active", Journal.sqlTime(active))
        .bind("sessions", MAX_SESSIONS)
        .mapTo(String.class)
        .list();
  }

  private static List<ActiveSession> shown(Handle handle, List<String> ids) {
    Map<String, SessionTally> sessions = new LinkedHashMap<>();
    ids.forEach(id -> sessions.put(id, new SessionTally(id, SessionTally.WHOLE)));
    SessionSums.read(handle, ids).forEach(row -> sessions.get(row.id()).add(row, row.model()));
    return sessions.values().stream().map(SessionTally::shown).toList();
  }
}
