package org.tokentail.rollup;

import java.util.LinkedHashMap;
import java.util.Map;

/**
 * Sums as this process wrote them last: most changes of one batch are counted where those of the
 * batch before were. Only good while nobody else writes, which whoever uses it must know. Not
 * thread-safe.
 */
final class KnownSums {
  /** Some ten megabytes at the very most. */
  private static final int MOST = 256;

  private final Map<Long, Rollup> bySlot =
      new LinkedHashMap<>(2 * MOST, 0.75f, true) {
        private static final long serialVersionUID = 1;

        @Override
        protected boolean removeEldestEntry(Map.Entry<Long, Rollup> eldest) {
          return size() > MOST;
        }
      };

  /** Null: not known. */
  Rollup of(long slot) {
    return bySlot.get(slot);
  }

  /** This is what is now written there; it may be changed by nobody else. */
  void written(long slot, Rollup sum) {
    bySlot.put(slot, sum);
  }

  /** There is no such sum any more. */
  void removed(long slot) {
    bySlot.remove(slot);
  }

  void forget() {
    bySlot.clear();
  }
}
