package org.tokentail.stats;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.Collections;
import java.util.List;
import org.jdbi.v3.core.Handle;
import org.tokentail.journal.Database;
import org.tokentail.journal.Journal;
import org.tokentail.journal.SqlCondition;

/** Reads the counters from the journal, as of one position in the feed. Thread-safe. */
@ApplicationScoped
public class CountersQuery {
  /** The database need not hold the groups of a whole day at once. */
  private static final Duration STEP = Duration.ofHours(1);

  private static final int SESSIONS_AT_ONCE = 500;

  private static final String MINUTES =
      "select floor(extract(epoch from initial_time) / 60) as started, %1$s, %2$s from request_log "
              .formatted(Group.KEYS, Group.SUMS)
          + "%s group by started, "
          + Group.KEYS;

  private static final String RECENT =
      """
      select session_id from request_log where session_id is not null and initial_time >= :from
      group by session_id
      order by max(coalesce(complete_time, initial_time)) desc, session_id limit :sessions
      """;

  private static final String SESSIONS =
      """
      select session_id, model, max(client_id) as client_id, count(*) as requests,
        sum(case when status = 'pending' then 1 else 0 end) as pending,
        sum(case when status in ('error', 'timeout') then 1 else 0 end) as errors,
        sum(total_tokens) as tokens, coalesce(sum(price), 0) as cost,
        min(initial_time) as first_activity, max(coalesce(complete_time, initial_time)) as last_activity
      from request_log where session_id = any(:ids) group by session_id, model
      """;

  private final Database database;

  /** For the container's proxy only. */
  protected CountersQuery() {
    this(null);
  }

  @Inject
  public CountersQuery(Database database) {
    this.database = database;
  }

  /** The counters at the head of the feed, whatever is committed meanwhile. */
  Counters read(Instant now) {
    return database.inSnapshot(
        handle -> {
          long seq = handle.select("select seq from journal").mapTo(Long.class).one();
          Counters counters = new Counters(seq, now);
          Instant from = Window.from(now);
          for (Instant hour = from; !hour.isAfter(now); hour = hour.plus(STEP)) {
            Instant next = hour.plus(STEP);
            // The last hour takes what lies in the future with it.
            readMinutes(handle, counters, hour, next.isAfter(now) ? null : next);
          }
          readSessions(handle, counters, from);
          return counters;
        });
  }

  private static void readMinutes(Handle handle, Counters counters, Instant from, Instant to) {
    SqlCondition condition = new SqlCondition();
    condition.and("initial_time >= :from", "from", Journal.sqlTime(from));
    condition.and("initial_time < :to", "to", Journal.sqlTime(to));
    handle
        .createQuery(MINUTES.formatted(condition.where()))
        .bindMap(condition.bindings())
        .map((row, context) -> new MinuteRow(started(row), Group.read(row)))
        .useIterator(rows -> rows.forEachRemaining(row -> counters.add(row.start, row.group)));
  }

  private record MinuteRow(Instant start, Group group) {}

  private static Instant started(ResultSet row) throws SQLException {
    return Instant.ofEpochSecond(60 * row.getLong("started"));
  }

  private static void readSessions(Handle handle, Counters counters, Instant from) {
    List<String> ids =
        handle
            .createQuery(RECENT)
            .bind("from", Journal.sqlTime(from))
            .bind("sessions", RecentSessions.MAX)
            .mapTo(String.class)
            .list();
    // The latest last: if there is no room for new ones, the others go first.
    Collections.reverse(ids);
    for (int i = 0; i < ids.size(); i += SESSIONS_AT_ONCE) {
      List<String> some = ids.subList(i, Math.min(ids.size(), i + SESSIONS_AT_ONCE));
      handle
          .createQuery(SESSIONS)
          .bindArray("ids", String.class, some)
          .map((row, context) -> session(row))
          .useIterator(rows -> rows.forEachRemaining(counters::add));
    }
  }

  private static SessionRow session(ResultSet row) throws SQLException {
    return new SessionRow(
        row.getString("session_id"),
        row.getString("model"),
        row.getString("client_id"),
        new Stats.Share(
            row.getLong("requests"),
            row.getLong("pending"),
            row.getLong("errors"),
            row.getLong("tokens"),
            row.getBigDecimal("cost")),
        row.getObject("first_activity", OffsetDateTime.class).toInstant(),
        row.getObject("last_activity", OffsetDateTime.class).toInstant());
  }
}
