package org.tokentail.rollup;

import java.sql.ResultSet;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.function.IntFunction;
import java.util.function.Predicate;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.statement.Query;

/** Reads the sums of a stretch of time. Thread-safe. */
public final class RollupReader {
  private static final int KEY_MODULUS = 1 << 24;

  /** With more keys than these, the sums of all are read and the others are left out here. */
  private static final int MAX_KEYS_IN_SQL = 500;

  private static final int FETCH_SIZE = 4_000;

  /** Takes one sum after the other. */
  public interface Sink {
    /**
     * @param minute the first of its bucket, in minutes of the epoch
     * @param sum the sink's own
     */
    void add(long minute, RollupKey key, Rollup sum);
  }

  /**
   * What is asked for.
   *
   * @param from first minute of the epoch
   * @param to first minute that is not asked for
   * @param largest no level above this one, so that sums can be told apart by time
   * @param latencies whether they are wanted; otherwise sums have none
   * @param keys which sums
   */
  public record Scope(
      Family family,
      long from,
      long to,
      Level largest,
      boolean latencies,
      Predicate<RollupKey> keys) {}

  /** What was read: it may begin earlier and end later, where minutes are no longer kept. */
  public record Covered(long from, long to) {}

  /** By id less one; grows only. */
  private volatile List<RollupKey> known = List.of();

  /** Reads in a snapshot, of which this is the state. */
  public Covered read(Handle handle, RollupState state, Scope scope, Sink sink) {
    List<RollupKey> keys = keys(handle, state);
    List<Long> wanted = new ArrayList<>();
    for (int i = 0; i < keys.size(); i++) {
      if (keys.get(i).family() == scope.family && scope.keys.test(keys.get(i))) {
        wanted.add(i + 1L);
      }
    }
    Ranges ranges = Ranges.of(state, scope.family, scope.from, scope.to, scope.largest);
    if (!wanted.isEmpty()) {
      boolean few = wanted.size() <= MAX_KEYS_IN_SQL && wanted.size() < keys.size() / 2;
      Set<Long> set = Set.copyOf(wanted);
      for (Ranges.Range range : ranges.parts()) {
        // Closed before the next one: PostgreSQL's driver prepares a statement, and sends bytes as
        // they are, only if it gets the last one of the same text back.
        try (Query statement = statement(handle, scope, range, few ? wanted : List.of())) {
          read(statement, key -> set.contains((long) key) ? keys.get(key - 1) : null, sink);
        }
      }
    }
    return new Covered(ranges.from(), ranges.to());
  }

  /**
   * @param ids those of the keys that are wanted; empty: all are read
   */
  private static Query statement(Handle handle, Scope scope, Ranges.Range range, List<Long> ids) {
    String sums = scope.latencies ? RollupTable.SELECT : RollupTable.SELECT_FIGURES;
    String wanted = ids.isEmpty() ? "" : " and mod(slot, " + KEY_MODULUS + ") = any(:ids)";
    Query statement =
        handle
            .createQuery(sums + " where slot >= :from and slot < :to" + wanted)
            .bind("from", Slot.first(scope.family, range.level(), range.from()))
            .bind("to", Slot.first(scope.family, range.level(), range.to()))
            .setFetchSize(FETCH_SIZE);
    return ids.isEmpty() ? statement : statement.bindArray("ids", Long.class, ids.toArray());
  }

  /**
   * @param keys the key of an id; null: it is not wanted
   */
  private static void read(Query statement, IntFunction<RollupKey> keys, Sink sink) {
    statement.scanResultSet(
        (result, context) -> {
          try (ResultSet rows = result.get()) {
            while (rows.next()) {
              Slot slot = Slot.of(rows.getLong(1));
              RollupKey key = keys.apply(slot.key());
              if (key != null) {
                sink.add(slot.minute(), key, RollupTable.read(rows));
              }
            }
          }
          return null;
        });
  }

  /**
   * Whether every record is found under a key of its own: there was room for all.
   *
   * @param endpoints whether endpoints have to be told apart
   */
  public boolean tellsApart(Handle handle, RollupState state, Family family, boolean endpoints) {
    long count = keys(handle, state).stream().filter(key -> key.family() == family).count();
    return count < (endpoints ? Keys.MAX_WITH_ENDPOINT : Keys.MAX);
  }

  private List<RollupKey> keys(Handle handle, RollupState state) {
    List<RollupKey> keys = known;
    if (keys.size() < state.keys()) {
      List<RollupKey> all = new ArrayList<>(keys);
      all.addAll(KeyTable.since(handle, keys.size()));
      keys = List.copyOf(all);
      known = keys;
    }
    return keys;
  }
}
