package org.tokentail.stats;

import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.TreeMap;
import org.tokentail.rollup.Family;
import org.tokentail.rollup.Rollup;
import org.tokentail.rollup.RollupKey;
import org.tokentail.rollup.RollupReader;

/** A history under construction. Not thread-safe. */
final class HistorySums implements RollupReader.Sink {
  /** Groups of their own; the rest is one more. */
  private static final int MAX_GROUPS = 20;

  private final Buckets buckets;
  private final Dimension by;
  private final NavigableMap<Integer, PointSum> all = new TreeMap<>();
  private final Map<String, NavigableMap<Integer, PointSum>> groups = new HashMap<>();

  HistorySums(Buckets buckets, Dimension by) {
    this.buckets = buckets;
    this.by = by;
  }

  @Override
  public void add(long minute, RollupKey key, Rollup sum) {
    int bucket = buckets.indexOf(Instant.ofEpochSecond(minute * 60));
    if (key.family() == Family.TARGET && !groupsAreAll()) {
      all.computeIfAbsent(bucket, index -> new PointSum()).add(key, sum);
    }
    if (by != null && key.family() == by.family()) {
      groups
          .computeIfAbsent(by.of(key), name -> new TreeMap<>())
          .computeIfAbsent(bucket, index -> new PointSum())
          .add(key, sum);
    }
  }

  /** Whether each target is in one group: then all of them come to the whole. */
  private boolean groupsAreAll() {
    return by != null && by.family() == Family.TARGET;
  }

  History history(Sources.Covered covered) {
    if (groupsAreAll()) {
      groups
          .values()
          .forEach(
              group ->
                  group.forEach(
                      (i, sum) -> all.computeIfAbsent(i, index -> new PointSum()).add(sum)));
    }
    PointSum nothing = new PointSum();
    List<History.Point> points = new ArrayList<>();
    for (int i = 0; i < buckets.starts().size(); i++) {
      points.add(all.getOrDefault(i, nothing).at(buckets.starts().get(i)));
    }
    return new History(
        covered.from(),
        covered.to(),
        buckets.zone().getId(),
        buckets.size().wire(),
        points,
        by == null ? null : by.wire(),
        by == null ? null : series());
  }

  private List<History.Series> series() {
    List<String> largest = new ArrayList<>(groups.keySet());
    Map<String, Long> requests = new HashMap<>();
    groups.forEach(
        (name, points) ->
            requests.put(name, points.values().stream().mapToLong(PointSum::requests).sum()));
    largest.sort(
        Comparator.comparing((String name) -> -requests.get(name))
            .thenComparing(Comparator.naturalOrder()));
    List<History.Series> series = new ArrayList<>();
    NavigableMap<Integer, PointSum> rest = new TreeMap<>();
    for (String name : largest) {
      NavigableMap<Integer, PointSum> points = groups.get(name);
      if (series.size() < MAX_GROUPS) {
        series.add(series(name, false, points));
      } else {
        points.forEach((i, sum) -> rest.computeIfAbsent(i, index -> new PointSum()).add(sum));
      }
    }
    if (!rest.isEmpty()) {
      series.add(series("", true, rest));
    }
    return series;
  }

  private History.Series series(
      String name, boolean other, NavigableMap<Integer, PointSum> points) {
    List<History.Point> shown =
        points.entrySet().stream()
            .map(point -> point.getValue().at(buckets.starts().get(point.getKey())))
            .toList();
    return new History.Series(
        name, other, total(points).at(buckets.starts().get(points.firstKey())), shown);
  }

  private static PointSum total(NavigableMap<Integer, PointSum> points) {
    PointSum total = new PointSum();
    points.values().forEach(total::add);
    return total;
  }
}
