package org.tokentail.journal;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.util.Collection;
import java.util.stream.IntStream;
import org.tokentail.log.RequestLog;

/**
 * Writes a row with a statement of its own, all of them in a batch: for any database. With plain
 * JDBC, since looking up how to bind each of 42 values took most of the time.
 */
final class RecordStatements implements RecordWriter {
  private static final String INSERT =
      "insert into request_log (%s) values (%s)"
          .formatted(
              RequestLogRow.NAMES,
              RequestLogRow.list(RequestLogRow.COLUMNS.stream().map(column -> "?")));

  /** The id comes last, as in the list of columns. */
  private static final String UPDATE =
      "update request_log set %s where id = ?"
          .formatted(
              RequestLogRow.list(
                  RequestLogRow.CHANGING.stream().map(column -> column.name() + " = ?")));

  private final Connection connection;

  RecordStatements(Connection connection) {
    this.connection = connection;
  }

  @Override
  public void insert(Collection<RequestLog> logs) throws SQLException {
    write(INSERT, logs);
  }

  @Override
  public void update(Collection<RequestLog> logs) throws SQLException {
    RecordWriter.check(logs.size(), IntStream.of(write(UPDATE, logs)).sum());
  }

  private int[] write(String sql, Collection<RequestLog> logs) throws SQLException {
    try (PreparedStatement statement = connection.prepareStatement(sql)) {
      for (RequestLog log : logs) {
        RowValues.bind(statement, log);
        statement.addBatch();
      }
      return statement.executeBatch();
    }
  }
}
