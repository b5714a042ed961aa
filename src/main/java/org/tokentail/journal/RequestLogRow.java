package org.tokentail.journal;

import static org.tokentail.journal.Column.amount;
import static org.tokentail.journal.Column.flag;
import static org.tokentail.journal.Column.integer;
import static org.tokentail.journal.Column.number;
import static org.tokentail.journal.Column.text;
import static org.tokentail.journal.Column.time;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.type.TypeReference;
import java.math.BigDecimal;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.Stream;
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
  static final List<Column> COLUMNS =
      List.of(
          number("rev"),
          number("seq"),
          number("created_seq"),
          time("changed_at"),
          text("status"),
          text("type"),
          text("provider_name"),
          text("channel_id"),
          text("channel_name"),
          text("model"),
          text("response_model"),
          text("endpoint"),
          flag("stream"),
          integer("http_status"),
          time("initial_time"),
          time("first_token_time"),
          time("complete_time"),
          number("first_token_duration_ms"),
          number("duration_ms"),
          flag("start_assumed"),
          number("input_tokens"),
          number("output_tokens"),
          number("cache_creation_input_tokens"),
          number("cache_read_input_tokens"),
          number("total_tokens"),
          amount("price"),
          amount("input_cost"),
          amount("output_cost"),
          amount("cache_creation_cost"),
          amount("cache_read_cost"),
          text("price_source"),
          text("client_id"),
          text("session_id"),
          text("api_key_id"),
          text("reasoning_effort"),
          text("service_tier"),
          text("error"),
          text("upstream_error"),
          text("failover_info"),
          text("attempt_of"),
          text("metadata"),
          text("id"));

  /** The names of all, as a list of SQL. */
  static final String NAMES = list(COLUMNS.stream().map(Column::name));

  /** Those that a record that is there can get another value of. */
  static final List<Column> CHANGING =
      COLUMNS.stream().filter(column -> !column.name().equals("id")).toList();

  static final String SELECT = "select " + NAMES + " from request_log ";

  private static final TypeReference<Map<String, Object>> ENTRIES = new TypeReference<>() {};

  private RequestLogRow() {}

  /** Parts of SQL with commas between them. */
  static String list(Stream<String> parts) {
    return parts.collect(Collectors.joining(", "));
  }

  /** What changed after that seq, in the order of the feed, at most so many. */
  static List<RequestLog> since(Handle handle, long seq, int limit) {
    return handle
        .createQuery(SELECT + "where seq > :seq order by seq limit :limit")
        .bind("seq", seq)
        .bind("limit", limit)
        .map(RequestLogRow::map)
        .list();
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
