package org.tokentail.rollup;

import java.sql.Array;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jdbi.v3.core.ConnectionException;
import org.jdbi.v3.core.Handle;

/** The table {@code rollup}: a row for each sum that is not empty. */
final class RollupTable {
  private static final String FIGURES =
      "requests, unpriced, input_tokens, output_tokens, cache_creation_input_tokens,"
          + " cache_read_input_tokens, total_tokens, cost, duration_ms, timed";

  private static final String COLUMNS = FIGURES + ", durations, first_tokens";

  /** Of rows that {@link #read} reads. */
  static final String SELECT = "select slot, " + COLUMNS + " from rollup";

  /** The same without latencies, which are most of what a sum takes up. */
  static final String SELECT_FIGURES =
      "select slot, " + FIGURES + ", cast(null as bytea), cast(null as bytea) from rollup";

  private static final String INSERT =
      "insert into rollup (" + COLUMNS + ", slot) values (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)";
  private static final String UPDATE =
      """
      update rollup set requests = ?, unpriced = ?, input_tokens = ?, output_tokens = ?,
        cache_creation_input_tokens = ?, cache_read_input_tokens = ?, total_tokens = ?, cost = ?,
        duration_ms = ?, timed = ?, durations = ?, first_tokens = ? where slot = ?
      """;

  private RollupTable() {}

  /**
   * Adds the deltas to what is stored.
   *
   * @param known of what is stored; knows what is there afterwards
   */
  static void apply(Handle handle, Map<Long, Deltas.Delta> deltas, KnownSums known) {
    if (deltas.isEmpty()) {
      return;
    }
    // With plain JDBC: the writer does this with every batch.
    try {
      apply(handle.getConnection(), deltas, known);
    } catch (SQLException e) {
      throw new ConnectionException(e);
    }
  }

  private static void apply(Connection connection, Map<Long, Deltas.Delta> deltas, KnownSums known)
      throws SQLException {
    Map<Long, Rollup> stored = stored(connection, deltas.keySet(), known);
    Map<Long, Rollup> inserts = new TreeMap<>();
    Map<Long, Rollup> updates = new TreeMap<>();
    List<Long> deletes = new ArrayList<>();
    deltas.forEach(
        (slot, delta) -> {
          Rollup before = stored.get(slot);
          Rollup sum = before == null ? new Rollup() : before;
          sum.add(delta.added());
          sum.subtract(delta.taken());
          if (!sum.isEmpty()) {
            (before == null ? inserts : updates).put(slot, sum);
            known.written(slot, sum);
          } else if (before != null) {
            deletes.add(slot);
            known.removed(slot);
          }
        });
    write(connection, INSERT, inserts);
    write(connection, UPDATE, updates);
    delete(connection, deletes);
  }

  private static void write(Connection connection, String sql, Map<Long, Rollup> sums)
      throws SQLException {
    if (sums.isEmpty()) {
      return;
    }
    try (PreparedStatement statement = connection.prepareStatement(sql)) {
      for (Map.Entry<Long, Rollup> sum : sums.entrySet()) {
        bind(statement, sum.getKey(), sum.getValue());
        statement.addBatch();
      }
      statement.executeBatch();
    }
  }

  private static void bind(PreparedStatement statement, long slot, Rollup sum) throws SQLException {
    Figures figures = sum.figures();
    statement.setLong(1, figures.requests());
    statement.setLong(2, figures.unpriced());
    statement.setLong(3, figures.inputTokens());
    statement.setLong(4, figures.outputTokens());
    statement.setLong(5, figures.cacheCreationInputTokens());
    statement.setLong(6, figures.cacheReadInputTokens());
    statement.setLong(7, figures.totalTokens());
    statement.setBigDecimal(8, figures.cost());
    statement.setLong(9, figures.durationMs());
    statement.setLong(10, figures.timed());
    statement.setBytes(11, sum.durations().bytes());
    statement.setBytes(12, sum.firstTokens().bytes());
    statement.setLong(13, slot);
  }

  private static void delete(Connection connection, List<Long> slots) throws SQLException {
    if (slots.isEmpty()) {
      return;
    }
    try (PreparedStatement statement =
        connection.prepareStatement("delete from rollup where slot = any(?)")) {
      statement.setArray(1, array(connection, slots));
      statement.executeUpdate();
    }
  }

  private static Map<Long, Rollup> stored(
      Connection connection, Collection<Long> slots, KnownSums known) throws SQLException {
    Map<Long, Rollup> stored = new HashMap<>();
    List<Long> unknown = new ArrayList<>();
    for (Long slot : slots) {
      Rollup sum = known.of(slot);
      if (sum == null) {
        unknown.add(slot);
      } else {
        stored.put(slot, sum);
      }
    }
    if (!unknown.isEmpty()) {
      stored.putAll(read(connection, unknown));
    }
    return stored;
  }

  private static Map<Long, Rollup> read(Connection connection, Collection<Long> slots)
      throws SQLException {
    Map<Long, Rollup> sums = new HashMap<>();
    try (PreparedStatement statement =
        connection.prepareStatement(SELECT + " where slot = any(?)")) {
      statement.setArray(1, array(connection, slots));
      try (ResultSet rows = statement.executeQuery()) {
        while (rows.next()) {
          sums.put(rows.getLong(1), read(rows));
        }
      }
    }
    return sums;
  }

  private static Array array(Connection connection, Collection<Long> slots) throws SQLException {
    return connection.createArrayOf("bigint", slots.toArray());
  }

  /** At most so many sums from one slot to before another, in their order. */
  static Map<Long, Rollup> page(Handle handle, long from, long to, int limit) {
    Map<Long, Rollup> rows = new TreeMap<>();
    handle
        .createQuery(SELECT + " where slot >= :from and slot < :to order by slot limit :limit")
        .bind("from", from)
        .bind("to", to)
        .bind("limit", limit)
        .map((row, context) -> rows.put(row.getLong(1), read(row)))
        .list();
    return rows;
  }

  /** Removes sums from one slot to before another, at most so many; how many it removed. */
  static int delete(Handle handle, long from, long to, int limit) {
    return handle
        .createUpdate(
            """
            delete from rollup where slot in
              (select slot from rollup where slot >= :from and slot < :to order by slot limit :limit)
            """)
        .bind("from", from)
        .bind("to", to)
        .bind("limit", limit)
        .execute();
  }

  /** Reads a row of {@link #SELECT}, whose first column is the slot. */
  static Rollup read(ResultSet row) throws SQLException {
    Rollup sum = new Rollup();
    sum.add(
        new Figures(
            row.getLong(2),
            row.getLong(3),
            row.getLong(4),
            row.getLong(5),
            row.getLong(6),
            row.getLong(7),
            row.getLong(8),
            row.getBigDecimal(9),
            row.getLong(10),
            row.getLong(11)),
        row.getBytes(12),
        row.getBytes(13));
    return sum;
  }
}
