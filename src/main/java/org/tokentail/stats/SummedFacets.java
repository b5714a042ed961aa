package org.tokentail.stats;

import java.util.ArrayList;
import java.util.EnumMap;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Predicate;
import org.tokentail.journal.FilterField;
import org.tokentail.journal.LogFilter;
import org.tokentail.rollup.Family;
import org.tokentail.rollup.Rollup;
import org.tokentail.rollup.RollupKey;
import org.tokentail.rollup.RollupReader;

/** Counts the values that the sums tell apart, all fields in one pass over them. */
final class SummedFacets implements RollupReader.Sink {
  private static final Map<FilterField, Dimension> DIMENSIONS =
      new EnumMap<>(
          Map.of(
              FilterField.PROVIDER, Dimension.PROVIDER,
              FilterField.CHANNEL, Dimension.CHANNEL,
              FilterField.MODEL, Dimension.MODEL,
              FilterField.ENDPOINT, Dimension.ENDPOINT,
              FilterField.STATUS, Dimension.STATUS,
              FilterField.CLIENT, Dimension.CLIENT));

  private final List<Column> columns = new ArrayList<>();
  private final LogFilter common;

  /** One field: its sums are those that all filters but its own let pass. */
  private record Column(
      FilterField field, Dimension dimension, Predicate<RollupKey> keys, ValueCounts counts) {}

  SummedFacets(Set<FilterField> fields, LogFilter filter) {
    LogFilter weakest = filter;
    for (FilterField field : fields) {
      columns.add(
          new Column(
              field,
              DIMENSIONS.get(field),
              Sources.keys(filter.without(field)),
              new ValueCounts()));
      weakest = weakest.without(field);
    }
    common = weakest;
  }

  /** What all fields are counted under. */
  LogFilter filter() {
    return common;
  }

  Set<Family> families() {
    Set<Family> families = EnumSet.noneOf(Family.class);
    columns.forEach(column -> families.add(column.dimension.family()));
    return families;
  }

  @Override
  public void add(long minute, RollupKey key, Rollup sum) {
    for (Column column : columns) {
      if (column.dimension.family() == key.family() && column.keys.test(key)) {
        column.counts.add(column.dimension.of(key), sum.figures().requests());
      }
    }
  }

  void addTo(Map<FilterField, List<Facets.Value>> facets) {
    columns.forEach(column -> facets.put(column.field, column.counts.largest()));
  }
}
