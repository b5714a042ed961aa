package org.tokentail.journal;

import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.statement.Update;
import org.tokentail.rollup.RollupState;

/**
 * The one row of the table {@code journal}. Whoever has locked it is the only writer, on all nodes,
 * until the transaction ends.
 *
 * @param seq the last change
 * @param records how many there are
 * @param rollups how far the sums have come; null: nothing is counted yet
 */
record JournalRow(long seq, long records, RollupState rollups) {

  private static final String LOCK =
      "select seq, records, " + RollupState.COLUMNS + " from journal for update";

  /**
   * Locks it, within the limits of the {@link Fence}. Only {@link Turn} may: the limits must be
   * there before the lock is.
   */
  static JournalRow lock(Handle handle, Dialect dialect) {
    return Fence.limits(handle, dialect)
        .map(limits -> lockWithin(handle, limits))
        .orElseGet(() -> handle.select(LOCK).map((row, context) -> read(row)).one());
  }

  /** Both in one round trip: the limits cost a single change nothing that can be measured. */
  private static JournalRow lockWithin(Handle handle, String limits) {
    return handle
        .createQuery(limits + "; " + LOCK)
        .execute(
            (statements, context) -> {
              try (context;
                  PreparedStatement both = statements.get()) {
                both.getMoreResults();
                try (ResultSet row = both.getResultSet()) {
                  row.next();
                  return read(row);
                }
              }
            });
  }

  private static JournalRow read(ResultSet row) throws SQLException {
    long records = row.getLong("records");
    boolean counted = !row.wasNull();
    return new JournalRow(row.getLong("seq"), records, counted ? RollupState.read(row) : null);
  }

  JournalRow changed(long newSeq, long added, RollupState counted) {
    return new JournalRow(newSeq, records + added, counted);
  }

  void write(Handle handle) {
    Update update =
        handle.createUpdate(
            "update journal set seq = :seq, records = :records, " + RollupState.SET);
    update.bind("seq", seq).bind("records", records);
    rollups.bind(update::bind);
    update.execute();
  }
}
