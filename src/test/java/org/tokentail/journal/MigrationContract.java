package org.tokentail.journal;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.OffsetDateTime;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Predicate;
import java.util.stream.Stream;
import org.flywaydb.core.Flyway;
import org.flywaydb.core.api.MigrationVersion;
import org.jdbi.v3.core.Jdbi;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;
import org.tokentail.config.Settings;
import org.tokentail.log.Cursor;
import org.tokentail.log.RequestLog;
import org.tokentail.log.RequestStatus;
import org.tokentail.log.Updates;

/**
 * A database of every version that there has been, with data in it, comes to the newest with what
 * it held. New migrations are found by themselves.
 */
abstract class MigrationContract {
  private final FirstVersion data = new FirstVersion();

  /** Settings of a new, empty database. */
  abstract Settings newDatabase();

  @TestFactory
  Stream<DynamicTest> whatADatabaseHeldSurvivesItsMigrations() {
    return versions(newDatabase())
        .map(
            version ->
                DynamicTest.dynamicTest("from version " + version, () -> survivesFrom(version)));
  }

  private static Stream<String> versions(Settings settings) {
    try (Connections connections = Connections.open(settings)) {
      return Arrays.stream(flyway(connections, MigrationVersion.LATEST.getVersion()).info().all())
          .map(migration -> migration.getVersion().getVersion())
          .toList()
          .stream();
    }
  }

  private static Flyway flyway(Connections connections, String target) {
    return connections
        .migratedBy(Flyway.configure().locations("classpath:db/migration").target(target))
        .load();
  }

  private void survivesFrom(String version) {
    Settings settings = newDatabase();
    try (Connections connections = Connections.open(settings)) {
      flyway(connections, "1").migrate();
      Jdbi.create(connections.dataSource()).useTransaction(data::writeTo);
      flyway(connections, version).migrate();
    }

    try (TestJournal opened = new TestJournal(settings)) {
      assertThat(opened.database().<List<Map<String, Object>>>withHandle(data::readFrom))
          .isEqualTo(data.rows());
      assertReadsAsBefore(opened.journal());
      assertThat(sessions(opened.database())).containsExactly(FirstVersion.TOKEN);
      assertGoesOn(opened.journal());
    }
  }

  private void assertReadsAsBefore(Journal journal) {
    int all = FirstVersion.RECORDS;
    assertThat(journal.head()).isEqualTo(new Cursor(FirstVersion.EPOCH, all));
    List<RequestLog> feed = journal.since(0, all);
    assertThat(feed)
        .extracting(RequestLog::id)
        .isEqualTo(data.rows().stream().map(row -> row.get("id")).toList());
    assertThat(journal.since(all - 10, all)).isEqualTo(feed.subList(all - 10, all));
    feed.forEach(record -> assertThat(journal.find(record.id())).contains(record));
    assertThat(page(journal, Map.of())).isEqualTo(newest(row -> true));
    assertThat(page(journal, Map.of("status", List.of("error", "timeout"))))
        .isEqualTo(newest(row -> List.of("error", "timeout").contains(row.get("status"))));
    assertThat(page(journal, Map.of("sessionId", List.of("s-1"), "model", List.of("gpt-5"))))
        .isEqualTo(
            newest(row -> "s-1".equals(row.get("session_id")) && "gpt-5".equals(row.get("model"))));
    assertThat(page(journal, Map.of("q", List.of("m123")))).containsExactly("m123");
  }

  private static List<String> page(Journal journal, Map<String, List<String>> filter) {
    PageRequest request =
        new PageRequest(
            LogFilter.parse(filter), Optional.empty(), null, null, FirstVersion.RECORDS);
    return journal.newest(request).records().stream().map(RequestLog::id).toList();
  }

  private List<String> newest(Predicate<Map<String, Object>> matches) {
    Comparator<Map<String, Object>> byTime =
        Comparator.comparing(row -> (OffsetDateTime) row.get("initial_time"));
    return data.rows().stream()
        .filter(matches)
        .sorted(byTime.thenComparing(row -> (String) row.get("id")).reversed())
        .map(row -> (String) row.get("id"))
        .toList();
  }

  private static List<String> sessions(Database database) {
    return database.withHandle(
        handle ->
            handle.select("select token_sha256 from login_session").mapTo(String.class).list());
  }

  /** What was there can be changed, and the feed counts on. */
  private static void assertGoesOn(Journal journal) {
    List<RequestLog> records =
        journal
            .append(List.of(Updates.of("m000", RequestStatus.COMPLETED), Updates.of("new", null)))
            .records();
    assertThat(journal.find("m000")).contains(records.get(0));
    assertThat(records.get(1).seq()).isEqualTo(FirstVersion.RECORDS + 2);
  }
}
