package org.tokentail.rollup;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.statement.PreparedBatch;

/** The table {@code rollup}: a row for each sum that is not empty. */
final class RollupTable {
  static final String COLUMNS =
      "requests, unpriced, input_tokens, output_tokens, cache_creation_input_tokens,"
          + " cache_read_input_tokens, total_tokens, cost, duration_ms, timed, durations, first_tokens";
  private static final String INSERT =
      "insert into rollup (" + COLUMNS + ", slot) values (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)";
  private static final String UPDATE =
      """
      update rollup set requests = ?, unpriced = ?, input_tokens = ?, output_tokens = ?,
        cache_creation_input_tokens = ?, cache_read_input_tokens = ?, total_tokens = ?, cost = ?,
        duration_ms = ?, timed = ?, durations = ?, first_tokens = ? where slot = ?
      """;

  private RollupTable() {}

  /** Adds the deltas to what is stored. */
  static void apply(Handle handle, Map<Long, Deltas.Delta> deltas) {
    if (deltas.isEmpty()) {
      return;
    }
    Map<Long, Rollup> stored = read(handle, deltas.keySet());
    PreparedBatch inserts = handle.prepareBatch(INSERT);
    PreparedBatch updates = handle.prepareBatch(UPDATE);
    PreparedBatch deletes = handle.prepareBatch("delete from rollup where slot = ?");
    deltas.forEach(
        (slot, delta) -> {
          Rollup before = stored.get(slot);
          Rollup sum = before == null ? new Rollup() : before;
          sum.add(delta.added());
          sum.subtract(delta.taken());
          if (!sum.isEmpty()) {
            bind(before == null ? inserts : updates, slot, sum);
          } else if (before != null) {
            deletes.add(slot);
          }
        });
    for (PreparedBatch batch : List.of(inserts, updates, deletes)) {
      if (batch.size() > 0) {
        batch.execute();
      }
    }
  }

  private static void bind(PreparedBatch batch, long slot, Rollup sum) {
    Figures figures = sum.figures();
    batch.add(
        figures.requests(),
        figures.unpriced(),
        figures.inputTokens(),
        figures.outputTokens(),
        figures.cacheCreationInputTokens(),
        figures.cacheReadInputTokens(),
        figures.totalTokens(),
        figures.cost(),
        figures.durationMs(),
        figures.timed(),
        sum.durations().bytes(),
        sum.firstTokens().bytes(),
        slot);
  }

  private static Map<Long, Rollup> read(Handle handle, Collection<Long> slots) {
    Map<Long, Rollup> rows = new HashMap<>();
    handle
        .createQuery("select slot, " + COLUMNS + " from rollup where slot = any(:slots)")
        .bindArray("slots", Long.class, slots.toArray())
        .map((row, context) -> rows.put(row.getLong("slot"), read(row)))
        .list();
    return rows;
  }

  /** At most so many sums from one slot to before another, in their order. */
  static Map<Long, Rollup> page(Handle handle, long from, long to, int limit) {
    Map<Long, Rollup> rows = new TreeMap<>();
    handle
        .createQuery(
            "select slot, "
                + COLUMNS
                + " from rollup where slot >= :from and slot < :to order by slot limit :limit")
        .bind("from", from)
        .bind("to", to)
        .bind("limit", limit)
        .map((row, context) -> rows.put(row.getLong("slot"), read(row)))
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

  static Rollup read(ResultSet row) throws SQLException {
    Rollup sum = new Rollup();
    sum.add(
        new Figures(
            row.getLong("requests"),
            row.getLong("unpriced"),
            row.getLong("input_tokens"),
            row.getLong("output_tokens"),
            row.getLong("cache_creation_input_tokens"),
            row.getLong("cache_read_input_tokens"),
            row.getLong("total_tokens"),
            row.getBigDecimal("cost"),
            row.getLong("duration_ms"),
            row.getLong("timed")),
        row.getBytes("durations"),
        row.getBytes("first_tokens"));
    return sum;
  }
}
