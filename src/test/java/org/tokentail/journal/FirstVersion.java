package org.tokentail.journal;

import java.math.BigDecimal;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.stream.Collectors;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.statement.PreparedBatch;
import org.tokentail.log.RequestStatus;

/**
 * What a database of the first schema version held, in its own columns: every status, and each
 * value that may be missing missing now and then. It stays as it is when the schema changes.
 */
final class FirstVersion {
  static final String EPOCH = "oldepoch";
  static final String TOKEN = "0a1b2c3d4e5f60718293a4b5c6d7e8f90a1b2c3d4e5f60718293a4b5c6d7e8f9";
  static final int RECORDS = 500;

  private static final Instant START = Instant.parse("2026-01-11T15:00:00.123Z");

  private final Random random = new Random(1);
  private final List<Map<String, Object>> rows = new ArrayList<>();

  FirstVersion() {
    for (int i = 0; i < RECORDS; i++) {
      rows.add(row(i));
    }
  }

  /** In the order of the feed. */
  List<Map<String, Object>> rows() {
    return rows;
  }

  void writeTo(Handle handle) {
    handle.execute("insert into journal (id, epoch, seq) values (1, ?, ?)", EPOCH, RECORDS);
    handle.execute(
        "insert into login_session (token_sha256, expires_at) values (?, ?)", TOKEN, time(0));
    PreparedBatch batch =
        handle.prepareBatch(
            "insert into request_log (%s) values (%s)"
                .formatted(
                    String.join(", ", columns()),
                    columns().stream().map(name -> ":" + name).collect(Collectors.joining(", "))));
    rows.forEach(row -> batch.bindMap(row).add());
    batch.execute();
  }

  /** The same columns as they are now, in the order of the feed. */
  List<Map<String, Object>> readFrom(Handle handle) {
    return handle
        .select("select %s from request_log order by seq".formatted(String.join(", ", columns())))
        .map(
            (row, context) -> {
              Map<String, Object> values = new LinkedHashMap<>();
              for (String column : columns()) {
                // Drivers have several types for a time.
                boolean isTime = column.endsWith("_time") || column.endsWith("_at");
                values.put(
                    column,
                    isTime ? row.getObject(column, OffsetDateTime.class) : row.getObject(column));
              }
              return values;
            })
        .list();
  }

  private List<String> columns() {
    return List.copyOf(rows.get(0).keySet());
  }

  private Map<String, Object> row(int i) {
    RequestStatus[] statuses = RequestStatus.values();
    Map<String, Object> row = new LinkedHashMap<>();
    row.put("id", "m%03d".formatted(i));
    row.put("rev", 1L + random.nextInt(3));
    row.put("seq", i + 1L);
    row.put("created_seq", 1L + random.nextInt(i + 1));
    row.put("changed_at", time(i * 20));
    row.put("status", statuses[i % statuses.length].wire());
    row.put("initial_time", time(random.nextInt(10_000)));
    row.put("start_assumed", random.nextBoolean());
    texts(row);
    numbers(row);
    row.put("first_token_time", maybe(time(random.nextInt(10_000))));
    row.put("complete_time", maybe(time(random.nextInt(10_000))));
    row.put("stream", maybe(random.nextBoolean()));
    return row;
  }

  private void texts(Map<String, Object> row) {
    row.put("type", maybe("claude"));
    row.put("provider_name", pick("anthropic", "OpenAI", "100%_!"));
    row.put("channel_id", pick("c-1", "c-2"));
    row.put("channel_name", pick("main", "c-1"));
    row.put("model", pick("gpt-5", "claude-sonnet-4-5", "Ünïcode-模型-\uD83D\uDE00"));
    row.put("response_model", pick("gpt-5-2026"));
    row.put("endpoint", pick("/v1/messages", "/v1/responses"));
    row.put("price_source", pick("table"));
    row.put("client_id", pick("ci", "web"));
    row.put("session_id", pick("s-1", "s-2"));
    row.put("api_key_id", pick("k-1"));
    row.put("reasoning_effort", pick("high"));
    row.put("service_tier", pick("flex"));
    row.put("error", pick("it broke", "x".repeat(16_384)));
    row.put("upstream_error", pick("{\"error\":\"overloaded\"}"));
    row.put("failover_info", pick("c-1 -> c-2"));
    row.put("attempt_of", pick("m000"));
    row.put("metadata", pick("{\"team\":\"a\",\"n\":1.5,\"ok\":true}"));
  }

  private void numbers(Map<String, Object> row) {
    row.put("http_status", maybe(random.nextBoolean() ? 200 : 429));
    for (String column :
        List.of(
            "first_token_duration_ms",
            "duration_ms",
            "input_tokens",
            "output_tokens",
            "cache_creation_input_tokens",
            "cache_read_input_tokens",
            "total_tokens")) {
      row.put(column, maybe((long) random.nextInt(100_000)));
    }
    for (String column :
        List.of("price", "input_cost", "output_cost", "cache_creation_cost", "cache_read_cost")) {
      // As the column has it, to twelve places.
      row.put(column, maybe(BigDecimal.valueOf(random.nextLong(1_000_000_000_000L), 12)));
    }
  }

  private Object pick(String... texts) {
    return maybe(texts[random.nextInt(texts.length)]);
  }

  private Object maybe(Object value) {
    return random.nextInt(4) == 0 ? null : value;
  }

  private static OffsetDateTime time(int seconds) {
    return Journal.sqlTime(START.plusSeconds(seconds));
  }
}
