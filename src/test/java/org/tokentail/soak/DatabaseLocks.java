package org.tokentail.soak;

import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.OptionalInt;

/** Who holds the row {@code journal} on PostgreSQL, and who waits. For one thread at a time. */
final class DatabaseLocks implements AutoCloseable {
  private static final String WAITING =
      "select count(*) from pg_stat_activity where wait_event_type = 'Lock'";

  /** Locked it, and hears nothing from its client. */
  private static final String STANDS_STILL =
      """
      select min(pid) from pg_stat_activity join pg_locks using (pid)
      where state = 'idle in transaction' and relation = 'journal'::regclass
      and mode in ('RowShareLock', 'RowExclusiveLock')
      and state_change < clock_timestamp() - interval '50 milliseconds'
      """;

  private final Connection connection;

  DatabaseLocks(String url) throws SQLException {
    connection = DriverManager.getConnection(url, "postgres", "");
  }

  /** Takes the row and keeps it. */
  void hold() throws SQLException {
    connection.setAutoCommit(false);
    number("select seq from journal for update");
  }

  void letGo() throws SQLException {
    connection.rollback();
    connection.setAutoCommit(true);
  }

  /** Transactions that wait for a lock. */
  int waiting() throws SQLException {
    return number(WAITING).orElseThrow();
  }

  /** The backend that holds the row for a client that stands still; empty: none. */
  OptionalInt standsStill() throws SQLException {
    return number(STANDS_STILL);
  }

  private OptionalInt number(String query) throws SQLException {
    try (Statement statement = connection.createStatement();
        ResultSet row = statement.executeQuery(query)) {
      row.next();
      int number = row.getInt(1);
      return row.wasNull() ? OptionalInt.empty() : OptionalInt.of(number);
    }
  }

  @Override
  public void close() throws SQLException {
    connection.close();
  }
}
