package org.tokentail.bench.journal;

import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import org.tokentail.load.EpochClock;

/** Fills an empty database of the newest schema with records, past the server. */
final class Fill {
  private static final long STEP = 250_000;

  /** The last records end before the server starts, whatever they took. */
  private static final Duration BEFORE_NOW = Duration.ofMinutes(15);

  private static final int LONGEST_STATEMENT_SECONDS = 3_600;

  private final BenchDatabase database;
  private final String name;

  Fill(BenchDatabase database, String name) {
    this.database = database;
    this.name = name;
  }

  void run(long rows) throws SQLException {
    long begin = EpochClock.nanos();
    try (Connection connection = database.connect(name);
        Statement statement = connection.createStatement()) {
      statement.setQueryTimeout(LONGEST_STATEMENT_SECONDS);
      Map<String, String> indexes = database.indexes(connection);
      for (String index : indexes.keySet()) {
        statement.execute("drop index " + index);
      }
      insert(statement, rows);
      for (Map.Entry<String, String> index : indexes.entrySet()) {
        statement.execute(index.getValue());
        say("index " + index.getKey(), begin);
      }
      // As a version without sums would have left it: the next start counts all records, once.
      statement.execute(
          """
          update journal set seq = %d, records = null, targets_merged = null,
            clients_merged = null, minutes_from = null, hours_from = null, days_from = null,
            rollup_keys = null
          """
              .formatted(rows));
    }
    database.settle(name);
    say("filled", begin);
  }

  private void insert(Statement statement, long rows) throws SQLException {
    long begin = EpochClock.nanos();
    long start = Instant.now().minus(RecordSql.SPAN).minus(BEFORE_NOW).toEpochMilli();
    for (long from = 1; from <= rows; from += STEP) {
      long to = Math.min(rows, from + STEP - 1);
      statement.execute(database.records().insert(from, to, rows, start));
      say("%,d of %,d records".formatted(to, rows), begin);
    }
  }

  private void say(String what, long begin) {
    System.out.printf(
        "%s %s: %s after %.1f s%n",
        database.kind(), name, what, (EpochClock.nanos() - begin) / 1e9);
  }
}
