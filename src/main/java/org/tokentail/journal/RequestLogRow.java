package org.tokentail.journal;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.type.TypeReference;
import java.math.BigDecimal;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import org.jdbi.v3.core.ConnectionException;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.statement.StatementContext;
import org.tokentail.log.Caller;
import org.tokentail.log.Cost;
import org.tokentail.log.Failure;
import org.tokentail.log.Json;
import org.tokentail.log.Metadata;
import org.tokentail.log.RequestLog;
import org.tokentail.log.RequestState;
import org.tokentail.log.RequestStatus;
import org.tokentail.log.Target;
import org.tokentail.log.Timing;
import org.tokentail.log.Usage;

/**
 * A record as a row of {@code request_log}: its columns stand once, in this order, for reading and
 * writing.
 */
final class RequestLogRow {
  static final List<String> COLUMNS =
      List.of(
          "rev",
          "seq",
          "created_seq",
          "changed_at",
          "status",
          "type",
          "provider_name",
          "channel_id",
          "channel_name",
          "model",
          "response_model",
          "endpoint",
          "stream",
          "http_status",
          "initial_time",
          "first_token_time",
          "complete_time",
          "first_token_duration_ms",
          "duration_ms",
          "start_assumed",
          "input_tokens",
          "output_tokens",
          "cache_creation_input_tokens",
          "cache_read_input_tokens",
          "total_tokens",
          "price",
          "input_cost",
          "output_cost",
          "cache_creation_cost",
          "cache_read_cost",
          "price_source",
          "client_id",
          "session_id",
          "api_key_id",
          "reasoning_effort",
          "service_tier",
          "error",
          "upstream_error",
          "failover_info",
          "attempt_of",
          "metadata",
          "id");

  static final String SELECT = "select " + String.join(", ", COLUMNS) + " from request_log ";
  private static final String INSERT =
      "insert into request_log (%s) values (%s)"
          .formatted(
              String.join(", ", COLUMNS),
              COLUMNS.stream().map(column -> "?").collect(Collectors.joining(", ")));

  /** The id comes last, as in the list of columns. */
  private static final String UPDATE =
      "update request_log set %s where id = ?"
          .formatted(
              COLUMNS.stream()
                  .filter(column -> !column.equals("id"))
                  .map(column -> column + " = ?")
                  .collect(Collectors.joining(", ")));

  private static final TypeReference<Map<String, Object>> ENTRIES = new TypeReference<>() {};

  private RequestLogRow() {}

  /** What changed after that seq, in the order of the feed, at most so many. */
  static List<RequestLog> since(Handle handle, long seq, int limit) {
    return handle
        .createQuery(SELECT + "where seq > :seq order by seq limit :limit")
        .bind("seq", seq)
        .bind("limit", limit)
        .map(RequestLogRow::map)
        .list();
  }

  /** Writes new records. */
  static void insert(Handle handle, Collection<RequestLog> logs) {
    write(handle, logs, connection -> write(connection, INSERT, logs));
  }

  /** Writes records that are there, as they are now. */
  static void update(Handle handle, Collection<RequestLog> logs) {
    write(
        handle,
        logs,
        connection -> {
          Optional<H2Rows> rows = H2Rows.of(connection);
          if (rows.isPresent()) {
            rows.get().update(logs);
          } else {
            write(connection, UPDATE, logs);
          }
        });
  }

  private interface Writing {
    void on(Connection connection) throws SQLException;
  }

  private static void write(Handle handle, Collection<RequestLog> logs, Writing writing) {
    if (logs.isEmpty()) {
      return;
    }
    try {
      writing.on(handle.getConnection());
    } catch (SQLException e) {
      throw new ConnectionException(e);
    }
  }

  /**
   * Writes rows with {@link #INSERT} or {@link #UPDATE}. With plain JDBC: this is what the writer
   * spends its time on, and looking up how to bind each of 42 values took most of it.
   */
  private static void write(Connection connection, String sql, Collection<RequestLog> logs)
      throws SQLException {
    try (PreparedStatement statement = connection.prepareStatement(sql)) {
      for (RequestLog log : logs) {
        RowValues.bind(statement, log);
        statement.addBatch();
      }
      statement.executeBatch();
    }
  }

  /** A JDBI row mapper. */
  static RequestLog map(ResultSet row, StatementContext context) throws SQLException {
    Columns columns = new Columns(row);
    long rev = columns.number();
    long seq = columns.number();
    long createdSeq = columns.number();
    Instant changedAt = columns.time();
    RequestState state =
        new RequestState(
            RequestStatus.of(columns.text()).orElseThrow(),
            target(columns),
            columns.integer(),
            timing(columns),
            usage(columns),
            cost(columns),
            caller(columns),
            new Failure(columns.text(), columns.text(), columns.text(), columns.text()),
            metadata(columns.text()));
    return new RequestLog(columns.text(), rev, seq, createdSeq, changedAt, state);
  }

  // Java evaluates arguments from left to right: the order of the columns is that of the
  // components.

  private static Target target(Columns columns) throws SQLException {
    return new Target(
        columns.text(),
        columns.text(),
        columns.text(),
        columns.text(),
        columns.text(),
        columns.text(),
        columns.text(),
        columns.flag());
  }

  private static Timing timing(Columns columns) throws SQLException {
    return new Timing(
        columns.time(),
        columns.time(),
        columns.time(),
        columns.number(),
        columns.number(),
        columns.flag());
  }

  private static Usage usage(Columns columns) throws SQLException {
    return new Usage(
        columns.number(), columns.number(), columns.number(), columns.number(), columns.number());
  }

  private static Cost cost(Columns columns) throws SQLException {
    return new Cost(
        columns.amount(),
        columns.amount(),
        columns.amount(),
        columns.amount(),
        columns.amount(),
        columns.text());
  }

  private static Caller caller(Columns columns) throws SQLException {
    return new Caller(
        columns.text(), columns.text(), columns.text(), columns.text(), columns.text());
  }

  private static Metadata metadata(String json) {
    try {
      return json == null ? Metadata.NONE : new Metadata(Json.MAPPER.readValue(json, ENTRIES));
    } catch (JsonProcessingException e) {
      throw new IllegalStateException("Unreadable metadata in the journal", e);
    }
  }

  /** Reads one column after the other. */
  private static final class Columns {
    private final ResultSet row;
    private int position;

    Columns(ResultSet row) {
      this.row = row;
    }

    String text() throws SQLException {
      return row.getString(++position);
    }

    Long number() throws SQLException {
      long value = row.getLong(++position);
      return row.wasNull() ? null : value;
    }

    Integer integer() throws SQLException {
      int value = row.getInt(++position);
      return row.wasNull() ? null : value;
    }

    Boolean flag() throws SQLException {
      boolean value = row.getBoolean(++position);
      return row.wasNull() ? null : value;
    }

    BigDecimal amount() throws SQLException {
      return row.getBigDecimal(++position);
    }

    Instant time() throws SQLException {
      OffsetDateTime time = row.getObject(++position, OffsetDateTime.class);
      return time == null ? null : time.toInstant();
    }
  }
}
