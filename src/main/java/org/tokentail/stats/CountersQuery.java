package org.tokentail.stats;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.List;
import org.jdbi.v3.core.Handle;
import org.tokentail.journal.Database;
import org.tokentail.journal.Journal;
import org.tokentail.journal.SqlCondition;

/**
 * Reads the counters from the journal, as of one position in the feed. Thread-safe.
 *
 * <p>The records of the day are read and added up here: one pass over them is enough, and whatever
 * names they carry, no database has to hold a group for each.
 */
@ApplicationScoped
public class CountersQuery {
  private static final int PAGE = 10_000;
  private static final int SESSIONS_AT_ONCE = 500;

  private static final String RECORDS =
      """
      select id, seq, initial_time, coalesce(complete_time, initial_time) as activity,
        session_id, client_id, %s
      from request_log %s order by initial_time desc, id desc limit :limit
      """;

  // "case": with a range beside the values, H2 reads all of the index instead of looking each value
  // up in it.
  static final String SESSIONS =
      """
      select session_id, model, max(client_id) as client_id,
        sum(case when status in ('failover', 'retry_wait') then 0 else 1 end) as requests,
        sum(case when status = 'pending' then 1 else 0 end) as pending,
        sum(case when status in ('error', 'timeout') then 1 else 0 end) as errors,
        sum(total_tokens) as tokens, coalesce(sum(price), 0) as cost,
        min(initial_time) as first_activity, max(coalesce(complete_time, initial_time)) as last_activity
      from request_log
      where session_id = any(:ids) and case when initial_time < :from then 1 else 0 end = 1
      group by session_id, model
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

  private record Row(String id, Counted record) {}

  /** The counters at the head of the feed, whatever is committed meanwhile. */
  Counters read(Instant now) {
    return database.inSnapshot(
        handle -> {
          long seq = handle.select("select seq from journal").mapTo(Long.class).one();
          Counters counters = new Counters(seq, now);
          readRecords(handle, counters, Window.from(now));
          readOlderOfSessions(handle, counters, Window.from(now));
          return counters;
        });
  }

  private static void readRecords(Handle handle, Counters counters, Instant from) {
    Row last = null;
    List<Row> page;
    do {
      page = page(handle, from, last);
      page.forEach(row -> counters.load(row.record));
      last = page.isEmpty() ? null : page.get(page.size() - 1);
    } while (page.size() == PAGE);
  }

  private static List<Row> page(Handle handle, Instant from, Row after) {
    SqlCondition condition = new SqlCondition();
    condition.and("initial_time >= :from", "from", Journal.sqlTime(from));
    if (after != null) {
      condition.and("initial_time <= :time", "time", Journal.sqlTime(after.record.start()));
      condition.and("(initial_time < :time or id < :id)", "id", after.id);
    }
    return handle
        .createQuery(RECORDS.formatted(Group.OF_ONE, condition.where()))
        .bindMap(condition.bindings())
        .bind("limit", PAGE)
        .map((row, context) -> new Row(row.getString("id"), record(row)))
        .list();
  }

  private static Counted record(ResultSet row) throws SQLException {
    return new Counted(
        row.getLong("seq"),
        time(row, "initial_time"),
        time(row, "activity"),
        row.getString("session_id"),
        row.getString("client_id"),
        Group.read(row));
  }

  private static void readOlderOfSessions(Handle handle, Counters counters, Instant from) {
    List<String> ids = counters.loadedSessions();
    for (int i = 0; i < ids.size(); i += SESSIONS_AT_ONCE) {
      handle
          .createQuery(SESSIONS)
          .bindArray(
              "ids", String.class, ids.subList(i, Math.min(ids.size(), i + SESSIONS_AT_ONCE)))
          .bind("from", Journal.sqlTime(from))
          .map((row, context) -> session(row))
          .list()
          .forEach(counters::load);
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
        time(row, "first_activity"),
        time(row, "last_activity"));
  }

  private static Instant time(ResultSet row, String column) throws SQLException {
    return row.getObject(column, OffsetDateTime.class).toInstant();
  }
}
