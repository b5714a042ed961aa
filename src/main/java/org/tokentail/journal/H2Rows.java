package org.tokentail.journal;

import java.sql.Connection;
import java.sql.SQLException;
import java.util.Collection;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.h2.engine.Session;
import org.h2.engine.SessionLocal;
import org.h2.index.Cursor;
import org.h2.index.Index;
import org.h2.jdbc.JdbcConnection;
import org.h2.message.DbException;
import org.h2.result.Row;
import org.h2.result.SearchRow;
import org.h2.table.Column;
import org.h2.table.Table;
import org.h2.value.Value;
import org.h2.value.ValueToObjectConverter;
import org.h2.value.ValueVarchar;
import org.tokentail.log.RequestLog;

/**
 * Updates records of an H2 in this process, within the transaction of its connection.
 *
 * <p>An UPDATE of H2 takes a row out of every index and adds it to every index again, whatever
 * changed (Table.updateRows). The table itself can do better, and does so for H2's own tables: what
 * ends a request changes the columns of three indexes of fourteen.
 */
final class H2Rows implements RecordWriter {
  private static final List<String> COLUMNS =
      RequestLogRow.COLUMNS.stream().map(column -> column.name().toUpperCase(Locale.ROOT)).toList();

  private final SessionLocal session;
  private final RecordWriter inserts;

  private H2Rows(SessionLocal session, RecordWriter inserts) {
    this.session = session;
    this.inserts = inserts;
  }

  /**
   * Empty for another database, and for an H2 in another process.
   *
   * @param inserts writes what is new
   */
  static Optional<H2Rows> of(Connection connection, RecordWriter inserts) throws SQLException {
    if (connection.isWrapperFor(JdbcConnection.class)
        && connection.unwrap(JdbcConnection.class).getSession() instanceof SessionLocal local) {
      return Optional.of(new H2Rows(local, inserts));
    }
    return Optional.empty();
  }

  @Override
  public void insert(Collection<RequestLog> logs) throws SQLException {
    inserts.insert(logs);
  }

  @Override
  public void update(Collection<RequestLog> logs) throws SQLException {
    RecordWriter.check(logs.size(), updated(logs));
  }

  /** How many of them were there. */
  private int updated(Collection<RequestLog> logs) throws SQLException {
    // What H2 does around a statement.
    session.lock();
    try {
      session.startStatementWithinTransaction(null);
      Session before = session.setThreadLocalSession();
      try {
        Table table =
            session
                .getDatabase()
                .getSchema(session.getCurrentSchemaName())
                .getTableOrView(session, "REQUEST_LOG");
        table.lock(session, Table.WRITE_LOCK);
        int found = 0;
        for (RequestLog log : logs) {
          found += update(table, log) ? 1 : 0;
        }
        return found;
      } finally {
        session.resetThreadLocalSession(before);
        session.endStatement();
      }
    } catch (RuntimeException e) {
      // As H2 tells of its failures elsewhere: whoever handles them knows them by their code.
      throw DbException.toSQLException(e);
    } finally {
      session.unlock();
    }
  }

  private boolean update(Table table, RequestLog log) throws SQLException {
    Row old = find(table, log.id());
    if (old == null) {
      return false;
    }
    Value[] values = new Value[table.getColumns().length];
    Object[] objects = RowValues.of(log);
    for (int i = 0; i < objects.length; i++) {
      Column column = table.getColumn(COLUMNS.get(i));
      values[column.getColumnId()] =
          ValueToObjectConverter.objectToValue(session, objects[i], Value.UNKNOWN);
    }
    Row changed = table.createRow(values, Row.MEMORY_CALCULATE);
    table.convertUpdateRow(session, changed, false);
    table.updateRow(session, old, changed);
    return true;
  }

  /** Null: it is not there. */
  private Row find(Table table, String id) {
    Index index = table.getPrimaryKey();
    SearchRow wanted = table.getTemplateRow();
    wanted.setValue(table.getColumn("ID").getColumnId(), ValueVarchar.get(id));
    Cursor cursor = index.find(session, wanted, wanted, false);
    return cursor.next() ? cursor.get() : null;
  }
}
