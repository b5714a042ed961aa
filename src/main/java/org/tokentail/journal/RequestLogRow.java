package org.tokentail.journal;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.type.TypeReference;
import java.math.BigDecimal;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Types;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.Collection;
import java.util.List;
import java.util.Map;
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
  private static final List<String> COLUMNS =
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
  static final String INSERT =
      "insert into request_log (%s) values (%s)"
          .formatted(
              String.join(", ", COLUMNS),
              COLUMNS.stream().map(column -> "?").collect(Collectors.joining(", ")));

  /** The id comes last, as in the list of columns. */
  static final String UPDATE =
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

  /**
   * Writes rows with {@link #INSERT} or {@link #UPDATE}. With plain JDBC: this is what the writer
   * spends its time on, and looking up how to bind each of 42 values took most of it.
   */
  static void write(Handle handle, String sql, Collection<RequestLog> logs) {
    if (logs.isEmpty()) {
      return;
    }
    try (PreparedStatement statement = handle.getConnection().prepareStatement(sql)) {
      for (RequestLog log : logs) {
        bind(statement, log);
        statement.addBatch();
      }
      statement.executeBatch();
    } catch (SQLException e) {
      throw new ConnectionException(e);
    }
  }

  private static void bind(PreparedStatement statement, RequestLog log) throws SQLException {
    Values values = new Values(statement);
    RequestState state = log.state();
    values.next(log.rev()).next(log.seq()).next(log.createdSeq()).next(log.changedAt());
    values.next(state.status().wire());
    write(values, state.target());
    values.next(state.httpStatus());
    write(values, state.timing());
    write(values, state.usage());
    write(values, state.cost());
    write(values, state.caller());
    write(values, state.failure());
    values.next(write(state.metadata())).next(log.id());
  }

  private static void write(Values values, Target target) throws SQLException {
    values.next(target.type()).next(target.providerName());
    values.next(target.channelId()).next(target.channelName());
    values.next(target.model()).next(target.responseModel());
    values.next(target.endpoint()).next(target.stream());
  }

  private static void write(Values values, Timing timing) throws SQLException {
    values.next(timing.initialTime()).next(timing.firstTokenTime()).next(timing.completeTime());
    values.next(timing.firstTokenDurationMs()).next(timing.durationMs());
    values.next(timing.startAssumed());
  }

  private static void write(Values values, Usage usage) throws SQLException {
    values.next(usage.inputTokens()).next(usage.outputTokens());
    values.next(usage.cacheCreationInputTokens()).next(usage.cacheReadInputTokens());
    values.next(usage.totalTokens());
  }

  private static void write(Values values, Cost cost) throws SQLException {
    values.next(cost.price()).next(cost.inputCost()).next(cost.outputCost());
    values.next(cost.cacheCreationCost()).next(cost.cacheReadCost()).next(cost.priceSource());
  }

  private static void write(Values values, Caller caller) throws SQLException {
    values.next(caller.clientId()).next(caller.sessionId()).next(caller.apiKeyId());
    values.next(caller.reasoningEffort()).next(caller.serviceTier());
  }

  private static void write(Values values, Failure failure) throws SQLException {
    values.next(failure.error()).next(failure.upstreamError());
    values.next(failure.failoverInfo()).next(failure.attemptOf());
  }

  private static String write(Metadata metadata) {
    try {
      return metadata.entries().isEmpty() ? null : Json.MAPPER.writeValueAsString(metadata);
    } catch (JsonProcessingException e) {
      throw new IllegalStateException("Metadata holds scalars only", e);
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

  /** Binds one value after the other. */
  private static final class Values {
    private final PreparedStatement statement;
    private int position;

    Values(PreparedStatement statement) {
      this.statement = statement;
    }

    Values next(String value) throws SQLException {
      statement.setString(++position, value);
      return this;
    }

    Values next(Long value) throws SQLException {
      return value == null ? none(Types.BIGINT) : next(value.longValue());
    }

    Values next(long value) throws SQLException {
      statement.setLong(++position, value);
      return this;
    }

    Values next(Integer value) throws SQLException {
      if (value == null) {
        return none(Types.INTEGER);
      }
      statement.setInt(++position, value);
      return this;
    }

    Values next(Boolean value) throws SQLException {
      if (value == null) {
        return none(Types.BOOLEAN);
      }
      statement.setBoolean(++position, value);
      return this;
    }

    Values next(BigDecimal value) throws SQLException {
      statement.setBigDecimal(++position, value);
      return this;
    }

    Values next(Instant value) throws SQLException {
      if (value == null) {
        return none(Types.TIMESTAMP_WITH_TIMEZONE);
      }
      statement.setObject(++position, OffsetDateTime.ofInstant(value, ZoneOffset.UTC));
      return this;
    }

    private Values none(int type) throws SQLException {
      statement.setNull(++position, type);
      return this;
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
