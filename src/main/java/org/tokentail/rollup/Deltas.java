package org.tokentail.rollup;

import java.util.Map;
import java.util.TreeMap;
import org.tokentail.log.RequestLog;

/**
 * What a batch of changes adds to the sums and takes out of them. Not thread-safe.
 *
 * <p>Pending requests are not in the sums: they are few and found by their index, and most changes
 * would otherwise have to take out what was added a moment before.
 */
final class Deltas {
  private final RollupState state;
  private final Keys keys;
  private final Map<Long, Delta> bySlot = new TreeMap<>();

  /** What comes to one sum, and what goes. */
  record Delta(Rollup added, Rollup taken) {}

  Deltas(RollupState state, Keys keys) {
    this.state = state;
    this.keys = keys;
  }

  void add(RequestLog log) {
    if (!log.state().status().isFinal()) {
      return;
    }
    RollupKey target = RollupKey.target(log);
    add(log, target);
    RollupKey.client(log).ifPresent(client -> add(log, client));
  }

  void takeOut(RequestLog log) {
    if (!log.state().status().isFinal()) {
      return;
    }
    takeOut(log, RollupKey.target(log));
    RollupKey.client(log).ifPresent(client -> takeOut(log, client));
  }

  private void add(RequestLog log, RollupKey key) {
    for (Slot slot : state.slots(minute(log), key.family(), keys.id(key))) {
      delta(slot).added.add(log);
    }
  }

  private void takeOut(RequestLog log, RollupKey key) {
    for (Slot slot : state.slots(minute(log), key.family(), keys.id(key))) {
      delta(slot).taken.add(log);
    }
  }

  /** Adds to every level above the minute. */
  void merge(Slot minute, Rollup sum) {
    for (Slot slot : state.upper(minute.minute(), minute.family(), minute.key())) {
      delta(slot).added.add(sum);
    }
  }

  private Delta delta(Slot slot) {
    return bySlot.computeIfAbsent(slot.number(), number -> new Delta(new Rollup(), new Rollup()));
  }

  Map<Long, Delta> bySlot() {
    return bySlot;
  }

  private static long minute(RequestLog log) {
    return Math.floorDiv(log.state().timing().initialTime().getEpochSecond(), 60);
  }
}
