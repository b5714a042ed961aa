package org.tokentail.journal;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** No question of the API reads the whole table, as PostgreSQL plans it. */
class PostgresPlanTest {
  private static final int ROWS = 60_000;

  @RegisterExtension static final TestPostgres POSTGRES = new TestPostgres();

  private static TestJournal opened;

  @BeforeAll
  static void fill() {
    opened = new TestJournal(POSTGRES.newDatabase());
    opened
        .database()
        .withHandle(
            handle -> {
              // Every value is common but for one record in a thousand, which has rare ones.
              handle.execute(
                  """
                  insert into request_log (id, rev, seq, created_seq, changed_at, status, provider_name,
                    channel_id, channel_name, model, endpoint, http_status, initial_time, start_assumed,
                    client_id, session_id, error)
                  select 'id-' || md5(i::text), 1, i, i, t, case when rare then 'error' else 'completed' end,
                    'provider' || r, 'c' || r, 'channel' || r, 'model' || r, '/v1/' || r,
                    case when rare then 529 else 200 end, t, false, 'client' || r, 'session' || i / 20,
                    case when rare then 'Overloaded ' || md5(i::text) end
                  from (select i, i % 1000 = 0 as rare, case when i % 1000 = 0 then 'rare' else '' || i % 3 end as r,
                    timestamp with time zone '2026-01-01' + i * interval '1 minute' as t
                    from generate_series(1, ?) i) rows
                  """,
                  ROWS);
              handle.execute("update journal set seq = ?, records = ?", ROWS, ROWS);
              // As autovacuum does: new texts wait in a list of the index until then.
              return handle.execute("vacuum analyze request_log");
            });
  }

  @AfterAll
  static void stop() {
    opened.close();
  }

  static Stream<Map<String, List<String>>> filters() {
    return Stream.of("common", "rare")
        .flatMap(
            kind -> {
              String r = kind.equals("rare") ? "rare" : "1";
              return Stream.of(
                  Map.of("provider", List.of("provider" + r)),
                  Map.of("channel", List.of("channel" + r)),
                  Map.of("channel", List.of("c" + r)),
                  Map.of("model", List.of("model" + r)),
                  Map.of("model", List.of("model" + r, "model2")),
                  Map.of("status", List.of(kind.equals("rare") ? "error" : "completed")),
                  Map.of("status", List.of("cancelled")),
                  Map.of("endpoint", List.of("/v1/" + r)),
                  Map.of("clientId", List.of("client" + r)),
                  Map.of("sessionId", List.of("session7")),
                  Map.of("httpStatus", List.of(kind.equals("rare") ? "529" : "200")),
                  Map.of(
                      "provider", List.of("provider" + r),
                      "model", List.of("model" + r),
                      "status", List.of("completed")),
                  Map.of("model", List.of("model" + r), "clientId", List.of("client2")),
                  Map.of("attemptOf", List.of("id-7")),
                  Map.<String, List<String>>of());
            });
  }

  @ParameterizedTest
  @MethodSource("filters")
  void noFilterReadsTheTable(Map<String, List<String>> filter) {
    SqlCondition condition = LogFilter.parse(filter).sql();

    String plan =
        plan(
            RequestLogRow.SELECT
                + condition.where()
                + " order by initial_time desc, id desc limit 101",
            condition);

    assertThat(plan).doesNotContain("Seq Scan on request_log").contains("Index");
  }

  @Test
  void aPageDeepDownBeginsAtItsKey() {
    SqlCondition condition = new SqlCondition();
    condition.and(
        "initial_time <= :time", "time", Journal.sqlTime(Instant.parse("2026-01-10T00:00:00Z")));
    condition.and("(initial_time < :time or id < :id)", "id", "id-5");

    assertThat(
            plan(
                RequestLogRow.SELECT
                    + condition.where()
                    + " order by initial_time desc, id desc limit 101",
                condition))
        .contains("Index Cond: (initial_time <=")
        .doesNotContain("Seq Scan");
  }

  @Test
  void aRareTextIsFoundByItsIndex() {
    LogFilter filter = LogFilter.parse(Map.of("q", List.of("overloaded a")));
    SqlCondition condition =
        opened
            .database()
            .withHandle(handle -> TextIndex.ensure(opened.database()).condition(handle, filter))
            .orElseThrow();

    assertThat(
            plan(
                RequestLogRow.SELECT
                    + condition.where()
                    + " order by initial_time desc, id desc limit 101",
                condition))
        .contains("request_log_text")
        .doesNotContain("Seq Scan");
  }

  @Test
  void anOldTextIsFoundBeyondTheNewestRecords() {
    String old =
        opened
            .database()
            .withHandle(
                handle ->
                    handle
                        .select("select id from request_log where seq = 7")
                        .mapTo(String.class)
                        .one());

    PageQuery.Found found =
        opened
            .journal()
            .newest(
                new PageRequest(
                    LogFilter.parse(
                        Map.of("q", List.of(old.substring(5).toUpperCase(Locale.ROOT)))),
                    Optional.empty(),
                    null,
                    null,
                    101));

    assertThat(found.records())
        .singleElement()
        .satisfies(log -> assertThat(log.id()).isEqualTo(old));
    assertThat(found.scannedTo()).isEmpty();
  }

  @Test
  void withoutAnIndexOfTextsTheSearchGoesOnFromPageToPage() {
    Optional<PageRequest.Key> before = Optional.empty();
    int pages = 0;
    int found = 0;
    do {
      PageRequest page =
          new PageRequest(
              LogFilter.parse(Map.of("q", List.of("overloaded"))), before, null, null, 101);
      PageQuery.Found step =
          opened
              .database()
              .withHandle(
                  handle -> new PageQuery(handle, page).run(TextIndex.NONE, Dialect.POSTGRES));
      found += step.records().size();
      before = step.scannedTo();
      pages++;
    } while (before.isPresent());

    assertThat(found).isEqualTo(ROWS / 1_000);
    assertThat(pages).isEqualTo(ROWS / PageQuery.MAX_SCANNED + 1);
  }

  private static String plan(String sql, SqlCondition condition) {
    return opened
        .database()
        .withHandle(
            handle ->
                String.join(
                    "\n",
                    handle
                        .createQuery("explain " + sql)
                        .bindMap(condition.bindings())
                        .mapTo(String.class)
                        .list()));
  }
}
