package org.tokentail.journal;

import com.fasterxml.jackson.core.JsonProcessingException;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import org.tokentail.log.Caller;
import org.tokentail.log.Cost;
import org.tokentail.log.Failure;
import org.tokentail.log.Json;
import org.tokentail.log.Metadata;
import org.tokentail.log.RequestLog;
import org.tokentail.log.RequestState;
import org.tokentail.log.Target;
import org.tokentail.log.Timing;
import org.tokentail.log.Usage;

/** The values of a record, in the order of the columns of {@link RequestLogRow}. */
final class RowValues {
  private final Sink sink;
  private int position;

  private RowValues(Sink sink) {
    this.sink = sink;
  }

  private interface Sink {
    /**
     * @param position from 1
     * @param value null, or of the class that JDBC has for the type of that column
     */
    void take(int position, Object value) throws SQLException;
  }

  /** Sets the parameters of a statement that has one for each column. */
  static void bind(PreparedStatement statement, RequestLog log) throws SQLException {
    write(
        new RowValues(
            (position, value) ->
                statement.setObject(
                    position, value, RequestLogRow.COLUMNS.get(position - 1).type())),
        log);
  }

  /** The same as an array. */
  static Object[] of(RequestLog log) throws SQLException {
    Object[] all = new Object[RequestLogRow.COLUMNS.size()];
    write(new RowValues((position, value) -> all[position - 1] = value), log);
    return all;
  }

  private static void write(RowValues values, RequestLog log) throws SQLException {
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

  private static void write(RowValues values, Target target) throws SQLException {
    values.next(target.type()).next(target.providerName());
    values.next(target.channelId()).next(target.channelName());
    values.next(target.model()).next(target.responseModel());
    values.next(target.endpoint()).next(target.stream());
  }

  private static void write(RowValues values, Timing timing) throws SQLException {
    values.next(timing.initialTime()).next(timing.firstTokenTime()).next(timing.completeTime());
    values.next(timing.firstTokenDurationMs()).next(timing.durationMs());
    values.next(timing.startAssumed());
  }

  private static void write(RowValues values, Usage usage) throws SQLException {
    values.next(usage.inputTokens()).next(usage.outputTokens());
    values.next(usage.cacheCreationInputTokens()).next(usage.cacheReadInputTokens());
    values.next(usage.totalTokens());
  }

  private static void write(RowValues values, Cost cost) throws SQLException {
    values.next(cost.price()).next(cost.inputCost()).next(cost.outputCost());
    values.next(cost.cacheCreationCost()).next(cost.cacheReadCost()).next(cost.priceSource());
  }

  private static void write(RowValues values, Caller caller) throws SQLException {
    values.next(caller.clientId()).next(caller.sessionId()).next(caller.apiKeyId());
    values.next(caller.reasoningEffort()).next(caller.serviceTier());
  }

  private static void write(RowValues values, Failure failure) throws SQLException {
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

  private RowValues next(Instant value) throws SQLException {
    OffsetDateTime time = value == null ? null : OffsetDateTime.ofInstant(value, ZoneOffset.UTC);
    return next(time);
  }

  private RowValues next(Object value) throws SQLException {
    sink.take(++position, value);
    return this;
  }
}
