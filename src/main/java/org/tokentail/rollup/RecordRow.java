package org.tokentail.rollup;

import java.math.BigDecimal;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.OffsetDateTime;
import org.tokentail.log.RequestStatus;

/**
 * What the sums would count of one record, read from its row.
 *
 * @param minute in which it began, in minutes of the epoch
 * @param client its client is empty for a record without one
 */
public record RecordRow(long minute, RollupKey target, RollupKey client, Rollup sum) {
  /** Reads the columns that {@link #read} needs. */
  public static final String SELECT =
      """
      select initial_time, status, provider_name, channel_id, channel_name, model, endpoint, client_id,
        input_tokens, output_tokens, cache_creation_input_tokens, cache_read_input_tokens,
        total_tokens, price, duration_ms, first_token_duration_ms from request_log
      """;

  public static RecordRow read(ResultSet row) throws SQLException {
    RequestStatus status = RequestStatus.of(row.getString("status")).orElseThrow();
    RollupKey target =
        new RollupKey(
            Family.TARGET,
            text(row, "provider_name"),
            text(row, "channel_id"),
            text(row, "channel_name"),
            text(row, "model"),
            text(row, "endpoint"),
            "",
            status);
    RollupKey client =
        new RollupKey(Family.CLIENT, "", "", "", "", "", text(row, "client_id"), status);
    long seconds = row.getObject("initial_time", OffsetDateTime.class).toEpochSecond();
    return new RecordRow(Math.floorDiv(seconds, 60), target, client, sum(row, status));
  }

  private static Rollup sum(ResultSet row, RequestStatus status) throws SQLException {
    BigDecimal price = row.getBigDecimal("price");
    long tokens = row.getLong("total_tokens");
    boolean completed = status == RequestStatus.COMPLETED;
    Long duration = completed ? number(row, "duration_ms") : null;
    Long firstToken = completed ? number(row, "first_token_duration_ms") : null;
    Figures figures =
        new Figures(
            1,
            status.isFinal() && tokens > 0 && price == null ? 1 : 0,
            row.getLong("input_tokens"),
            row.getLong("output_tokens"),
            row.getLong("cache_creation_input_tokens"),
            row.getLong("cache_read_input_tokens"),
            tokens,
            price == null ? BigDecimal.ZERO : price,
            duration == null ? 0 : duration,
            duration == null ? 0 : 1);
    return Rollup.of(figures, duration, firstToken);
  }

  private static String text(ResultSet row, String column) throws SQLException {
    String text = row.getString(column);
    return text == null ? "" : text;
  }

  private static Long number(ResultSet row, String column) throws SQLException {
    long number = row.getLong(column);
    return row.wasNull() ? null : number;
  }
}
