package org.tokentail.journal;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.sql.Statement;
import java.sql.Types;
import java.time.OffsetDateTime;
import java.util.Collection;
import java.util.List;
import org.tokentail.log.RequestLog;

/**
 * Writes many records with one statement, whose parameters are columns: an array each. With a
 * statement or a list of values for each record, PostgreSQL takes as long to prepare the
 * expressions of 42 columns, again for each record, as to write it.
 */
final class PostgresRecords implements RecordWriter {
  /** Fewer records get a statement each: arrays of one or two values save nothing. */
  private static final int MANY = 8;

  private static final String ROWS =
      "from unnest(%s) as r (%s)"
          .formatted(
              RequestLogRow.list(RequestLogRow.COLUMNS.stream().map(PostgresRecords::parameter)),
              RequestLogRow.NAMES);

  private static final String INSERT =
      "insert into request_log (%s) select %s %s"
          .formatted(
              RequestLogRow.NAMES,
              RequestLogRow.list(RequestLogRow.COLUMNS.stream().map(PostgresRecords::value)),
              ROWS);

  /**
   * By the index of ids in any case: a plan that was made while the table is small is kept when it
   * is no longer. The driver sends both statements at once.
   */
  private static final String UPDATE =
      "set local enable_seqscan = off; update request_log set %s %s where request_log.id = r.id"
          .formatted(
              RequestLogRow.list(
                  RequestLogRow.CHANGING.stream()
                      .map(column -> column.name() + " = " + value(column))),
              ROWS);

  private final Connection connection;
  private final RecordWriter few;

  /**
   * @param few writes a few records
   */
  PostgresRecords(Connection connection, RecordWriter few) {
    this.connection = connection;
    this.few = few;
  }

  @Override
  public void insert(Collection<RequestLog> logs) throws SQLException {
    if (logs.size() < MANY) {
      few.insert(logs);
    } else {
      write(INSERT, logs);
    }
  }

  @Override
  public void update(Collection<RequestLog> logs) throws SQLException {
    if (logs.size() < MANY) {
      few.update(logs);
    } else {
      write(UPDATE, logs);
    }
  }

  private void write(String sql, Collection<RequestLog> logs) throws SQLException {
    List<Column> columns = RequestLogRow.COLUMNS;
    Object[][] values = new Object[columns.size()][];
    for (int i = 0; i < values.length; i++) {
      values[i] = array(columns.get(i), logs.size());
    }
    int row = 0;
    for (RequestLog log : logs) {
      Object[] one = RowValues.of(log);
      for (int i = 0; i < one.length; i++) {
        values[i][row] = sent(one[i]);
      }
      row++;
    }
    try (PreparedStatement statement = connection.prepareStatement(sql)) {
      for (int i = 0; i < values.length; i++) {
        statement.setArray(i + 1, connection.createArrayOf(element(columns.get(i)), values[i]));
      }
      statement.execute();
      RecordWriter.check(logs.size(), lastCount(statement));
    }
  }

  /** The count of the last of the statements. */
  private static int lastCount(Statement statement) throws SQLException {
    int last = 0;
    for (int count = statement.getUpdateCount(); count >= 0; ) {
      last = count;
      statement.getMoreResults();
      count = statement.getUpdateCount();
    }
    return last;
  }

  private static String parameter(Column column) {
    return "?::" + element(column) + "[]";
  }

  /** What comes out of the array, as the column takes it. */
  private static String value(Column column) {
    return column.type() == Types.TIMESTAMP_WITH_TIMEZONE
        ? "to_timestamp(r.%s::float8 / 1000)".formatted(column.name())
        : "r." + column.name();
  }

  /** The type of what is sent: times as milliseconds, which are not written out as text. */
  private static String element(Column column) {
    return switch (column.type()) {
      case Types.VARCHAR -> "text";
      case Types.BIGINT, Types.TIMESTAMP_WITH_TIMEZONE -> "int8";
      case Types.INTEGER -> "int4";
      case Types.BOOLEAN -> "bool";
      case Types.NUMERIC -> "numeric";
      default -> throw new IllegalStateException("No array of type " + column.type());
    };
  }

  /** Of the class that the driver sends in binary form, where it has one for the type. */
  private static Object[] array(Column column, int size) {
    return switch (column.type()) {
      case Types.VARCHAR -> new String[size];
      case Types.BIGINT, Types.TIMESTAMP_WITH_TIMEZONE -> new Long[size];
      case Types.INTEGER -> new Integer[size];
      case Types.BOOLEAN -> new Boolean[size];
      default -> new Object[size];
    };
  }

  private static Object sent(Object value) {
    return value instanceof OffsetDateTime time ? (Object) time.toInstant().toEpochMilli() : value;
  }
}
