package org.tokentail.stats;

import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.Map;

/** The shares of providers, or of models. Not thread-safe. */
final class Shares {
  /** Shown at most: the largest ones. */
  private static final int SHOWN = 50;

  private final Map<String, Stats.Share> byName = new HashMap<>();

  /** Adds to the share of that name; null names none. */
  void add(String name, Stats.Share share) {
    if (name != null) {
      byName.merge(name, share, Shares::sum);
    }
  }

  void subtract(Shares other) {
    other.byName.forEach((name, share) -> add(name, share.negated()));
  }

  /** Null, which removes the entry, for the share of nothing. */
  private static Stats.Share sum(Stats.Share a, Stats.Share b) {
    Stats.Share sum = a.plus(b);
    return sum.requests() == 0 ? null : sum;
  }

  /** By the number of requests, then by name. */
  Map<String, Stats.Share> largest() {
    Map<String, Stats.Share> largest = new LinkedHashMap<>();
    byName.entrySet().stream()
        .sorted(
            Comparator.comparingLong(
                    (Map.Entry<String, Stats.Share> entry) -> -entry.getValue().requests())
                .thenComparing(Map.Entry::getKey))
        .limit(SHOWN)
        .forEach(entry -> largest.put(entry.getKey(), entry.getValue().shown()));
    return largest;
  }
}
