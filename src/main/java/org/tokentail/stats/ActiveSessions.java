package org.tokentail.stats;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
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

  private static final String FIGURES =
      """
      select session_id, max(client_id) as client_id,
        sum(case when status in ('failover', 'retry_wait') then 0 else 1 end) as requests,
        sum(case when status = 'pending' then 1 else 0 end) as pending,
        sum(case when status in ('error', 'timeout') then 1 else 0 end) as errors,
        sum(total_tokens) as tokens, sum(price) as cost,
        min(initial_time) as first_activity, max(coalesce(complete_time, initial_time)) as last_activity
      from request_log where session_id in (<ids>) group by session_id
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

  /**
   * Sessions with a matching request that started or ended within the threshold before now, the
   * latest first.
   */
  public List<ActiveSession> within(LogFilter filter, Duration threshold, Instant now) {
    Instant active = now.minus(threshold);
    SqlCondition condition = filter.sql().and("session_id is not null");
    condition.and("initial_time >= :from", "from", Journal.sqlTime(active.minus(LONGEST_REQUEST)));
    return database.withHandle(
        handle -> {
          List<String> ids =
              handle
                  .createQuery(
                      RECENT.formatted(
                          IndexedPart.byTime(filter, database.dialect()), condition.where()))
                  .bindMap(condition.bindings())
                  .bind("active", Journal.sqlTime(active))
                  .bind("sessions", MAX_SESSIONS)
                  .mapTo(String.class)
                  .list();
          return ids.isEmpty() ? List.of() : figures(handle, ids);
        });
  }

  private static List<ActiveSession> figures(Handle handle, List<String> ids) {
    Map<String, Set<String>> models = new LinkedHashMap<>();
    ids.forEach(id -> models.put(id, new TreeSet<>()));
    handle
        .createQuery(
            "select distinct session_id, model from request_log where session_id in (<ids>) and model is not null")
        .bindList("ids", ids)
        .map((row, context) -> models.get(row.getString(1)).add(row.getString(2)))
        .list();
    List<ActiveSession> sessions = new ArrayList<>();
    handle
        .createQuery(FIGURES)
        .bindList("ids", ids)
        .map((row, context) -> session(row, models))
        .forEach(sessions::add);
    sessions.sort(
        (a, b) -> Integer.compare(ids.indexOf(a.sessionId()), ids.indexOf(b.sessionId())));
    return sessions;
  }

  private static ActiveSession session(ResultSet row, Map<String, Set<String>> models)
      throws SQLException {
    String id = row.getString("session_id");
    return new ActiveSession(
        id,
        row.getString("client_id"),
        row.getLong("requests"),
        row.getLong("pending"),
        row.getLong("errors"),
        row.getLong("tokens"),
        Money.of(row.getBigDecimal("cost")),
        List.copyOf(models.get(id)),
        row.getObject("first_activity", OffsetDateTime.class).toInstant(),
        row.getObject("last_activity", OffsetDateTime.class).toInstant());
  }
}
