package org.tokentail.bench.journal;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.tokentail.TestSettings;
import org.tokentail.config.Settings;
import org.tokentail.journal.TestJournal;
import org.tokentail.log.RequestLog;

class FillTest {
  private static final int ROWS = 5_000;

  private static final String FIGURES =
      """
      select count(*), count(distinct session_id), count(distinct model), min(seq), max(seq),
        sum(total_tokens), sum(price), sum(price - input_cost - output_cost - cache_creation_cost
          - cache_read_cost), sum(case when status = 'error' then 1 else 0 end)
      from request_log
      """;

  @TempDir private Path directory;

  @Test
  void bothDatabasesHoldTheSameRecordsAndTheJournalTakesThem() throws SQLException {
    List<Object> h2;
    List<Object> postgres;
    try (BenchDatabase database = new H2Database(directory.resolve("h2"))) {
      h2 = filled(database);
    }
    try (BenchDatabase database = new PostgresDatabase(directory.resolve("postgres"), false)) {
      postgres = filled(database);
    }

    assertThat(h2).startsWith("5000", "250", "12", "1", "5000").isEqualTo(postgres);
  }

  private List<Object> filled(BenchDatabase database) throws SQLException {
    database.create("filled");
    open(database).close();
    Map<String, String> indexes = indexes(database);
    new Fill(database, "filled").run(ROWS);

    assertThat(indexes(database)).isEqualTo(indexes).hasSizeGreaterThan(5);
    // Counts all records, and so reads and checks each.
    try (TestJournal journal = open(database)) {
      RequestLog last = journal.journal().find(RecordSql.id(ROWS)).orElseThrow();
      assertThat(last.seq()).isEqualTo(journal.journal().head().seq()).isEqualTo(ROWS);
      assertThat(last.state().timing().completeTime()).isBefore(Instant.now());
    }
    assertThat(row(database, "select records from journal")).containsExactly("5000");
    return row(database, FIGURES);
  }

  private TestJournal open(BenchDatabase database) {
    Settings settings =
        TestSettings.of(
            Map.of(
                "tokentail.db.url", database.url("filled"),
                "tokentail.db.user", BenchDatabase.USER,
                "tokentail.db.password", BenchDatabase.PASSWORD));
    return new TestJournal(settings);
  }

  private static Map<String, String> indexes(BenchDatabase database) throws SQLException {
    try (Connection connection = database.connect("filled")) {
      return new TreeMap<>(database.indexes(connection));
    }
  }

  /** As text: the types of sums differ. */
  private static List<Object> row(BenchDatabase database, String sql) throws SQLException {
    try (Connection connection = database.connect("filled");
        Statement statement = connection.createStatement();
        ResultSet row = statement.executeQuery(sql)) {
      row.next();
      List<Object> values = new ArrayList<>();
      for (int i = 1; i <= row.getMetaData().getColumnCount(); i++) {
        values.add(row.getBigDecimal(i).stripTrailingZeros().toPlainString());
      }
      return values;
    }
  }
}
