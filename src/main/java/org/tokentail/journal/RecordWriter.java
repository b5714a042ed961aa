package org.tokentail.journal;

import java.sql.Connection;
import java.sql.SQLException;
import java.util.Collection;
import java.util.Optional;
import org.jdbi.v3.core.ConnectionException;
import org.jdbi.v3.core.Handle;
import org.tokentail.log.RequestLog;

/**
 * Writes records to {@code request_log} within the transaction of its connection, in the way that
 * is the quickest for the database: this is what the writer spends its time on.
 */
interface RecordWriter {
  /** Writes new records. */
  void insert(Collection<RequestLog> logs) throws SQLException;

  /**
   * Writes records that are there, as they are now. The caller has the lock of the journal.
   *
   * @throws IllegalStateException when one of them is not there: somebody else deleted it
   */
  void update(Collection<RequestLog> logs) throws SQLException;

  /** The writer for the database at the other end of a connection. */
  static RecordWriter of(Connection connection) throws SQLException {
    RecordWriter statements = new RecordStatements(connection);
    Dialect dialect = Dialect.of(connection.getMetaData());
    if (dialect == Dialect.POSTGRES) {
      return new PostgresRecords(connection, statements);
    }
    Optional<H2Rows> rows = H2Rows.of(connection, statements);
    return rows.isPresent() ? rows.get() : statements;
  }

  /**
   * @throws IllegalStateException when fewer were written than there are to be
   */
  static void check(int records, int written) {
    if (written != records) {
      throw new IllegalStateException(
          "Of %d records, only %d are in the journal".formatted(records, written));
    }
  }

  /** Writes both kinds; nothing where there are none. */
  static void write(Handle handle, Collection<RequestLog> created, Collection<RequestLog> changed) {
    try {
      RecordWriter writer = of(handle.getConnection());
      if (!created.isEmpty()) {
        writer.insert(created);
      }
      if (!changed.isEmpty()) {
        writer.update(changed);
      }
    } catch (SQLException e) {
      throw new ConnectionException(e);
    }
  }
}
