package org.tokentail.stats;

import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** How many records have which value. Not thread-safe. */
final class ValueCounts {
  private static final int SHOWN = 50;

  private final Map<String, Long> counts = new HashMap<>();

  /** Null and empty are no values. */
  void add(String value, long records) {
    if (value != null && !value.isEmpty()) {
      counts.merge(value, records, Long::sum);
    }
  }

  /** By the number of records, then by value. */
  List<Facets.Value> largest() {
    return counts.entrySet().stream()
        .map(entry -> new Facets.Value(entry.getKey(), entry.getValue()))
        .filter(value -> value.requests() > 0)
        .sorted(
            Comparator.comparingLong((Facets.Value value) -> -value.requests())
                .thenComparing(Facets.Value::value))
        .limit(SHOWN)
        .toList();
  }
}
