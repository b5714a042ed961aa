package org.tokentail.rollup;

import java.util.ArrayList;
import java.util.List;
import java.util.function.Predicate;
import org.jdbi.v3.core.Handle;

/** Reads the sums of a stretch of time. Thread-safe. */
public final class RollupReader {
  private static final int KEY_MODULUS = 1 << 24;

  /** With more keys than these, the sums of all are read and the others are left out here. */
  private static final int MAX_KEYS_IN_SQL = 500;

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
   * @param keys which sums
   */
  public record Query(
      Family family, long from, long to, Level largest, Predicate<RollupKey> keys) {}

  /** What was read: it may begin earlier and end later, where minutes are no longer kept. */
  public record Covered(long from, long to) {}

  /** By id less one; grows only. */
  private volatile List<RollupKey> known = List.of();

  /** Reads in a snapshot, of which this is the state. */
  public Covered read(Handle handle, RollupState state, Query query, Sink sink) {
    List<RollupKey> keys = keys(handle, state);
    List<Integer> ids = new ArrayList<>();
    for (int i = 0; i < keys.size(); i++) {
      if (keys.get(i).family() == query.family && query.keys.test(keys.get(i))) {
        ids.add(i + 1);
      }
    }
    Ranges ranges = Ranges.of(state, query.family, query.from, query.to, query.largest);
    if (!ids.isEmpty()) {
      boolean[] wanted = new boolean[keys.size() + 1];
      ids.forEach(id -> wanted[id] = true);
      for (Ranges.Range range : ranges.parts()) {
        read(handle, query.family, range, ids, wanted, keys, sink);
      }
    }
    return new Covered(ranges.from(), ranges.to());
  }

  private static void read(
      Handle handle,
      Family family,
      Ranges.Range range,
      List<Integer> ids,
      boolean[] wanted,
      List<RollupKey> keys,
      Sink sink) {
    boolean few = ids.size() <= MAX_KEYS_IN_SQL && ids.size() < keys.size() / 2;
    var query =
        handle
            .createQuery(
                "select slot, "
                    + RollupTable.COLUMNS
                    + " from rollup where slot >= :from and slot < :to"
                    + (few ? " and mod(slot, " + KEY_MODULUS + ") = any(:ids)" : ""))
            .bind("from", Slot.first(family, range.level(), range.from()))
            .bind("to", Slot.first(family, range.level(), range.to()))
            .setFetchSize(1_000);
    if (few) {
      query.bindArray("ids", Long.class, ids.stream().map(Integer::longValue).toArray());
    }
    query
        .map(
            (row, context) -> {
              Slot slot = Slot.of(row.getLong("slot"));
              if (wanted[slot.key()]) {
                sink.add(slot.minute(), keys.get(slot.key() - 1), RollupTable.read(row));
              }
              return slot.key();
            })
        .forEach(key -> {});
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
