package org.tokentail.stats;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.List;
import org.jdbi.v3.core.Handle;

/** Reads what the records of sessions come to, by their index. */
final class SessionSums {
  static final String SELECT =
      """
      select session_id, model, count(*) as records, max(client_id) as client_id,
        sum(case when status in ('failover', 'retry_wait') then 0 else 1 end) as requests,
        sum(case when status = 'pending' then 1 else 0 end) as pending,
        sum(case when status in ('error', 'timeout') then 1 else 0 end) as errors,
        sum(total_tokens) as tokens, coalesce(sum(price), 0) as cost,
        min(initial_time) as first_activity, max(coalesce(complete_time, initial_time)) as last_activity
      from request_log where session_id = any(:ids)
      group by session_id, model
      """;

  private SessionSums() {}

  /** A row for each of their models. */
  static List<SessionRow> read(Handle handle, List<String> ids) {
    return ids.isEmpty()
        ? List.of()
        : handle
            .createQuery(SELECT)
            .bindArray("ids", String.class, ids)
            .map((row, context) -> row(row))
            .list();
  }

  private static SessionRow row(ResultSet row) throws SQLException {
    return new SessionRow(
        row.getString("session_id"),
        row.getLong("records"),
        Group.known(row.getString("model")),
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
