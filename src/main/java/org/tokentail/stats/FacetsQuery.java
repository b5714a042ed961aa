package org.tokentail.stats;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.EnumMap;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.tokentail.journal.FilterField;
import org.tokentail.journal.Journal;
import org.tokentail.journal.LogFilter;
import org.tokentail.journal.PageQuery;
import org.tokentail.journal.PageRequest;
import org.tokentail.log.RequestLog;
import org.tokentail.rollup.Level;

/**
 * Counts the values that fields have, each under all filters but its own: from sums where these
 * tell them apart, otherwise from the newest records. Thread-safe.
 */
@ApplicationScoped
public class FacetsQuery {
  /** Records that are counted at most for a field that the sums do not know. */
  static final int MAX_SAMPLED = 20_000;

  /** Bounded: a record may hold some 40 KB of errors. */
  private static final int PAGE = 1_000;

  private final Sources sources;
  private final Journal journal;

  /** For the container's proxy only. */
  protected FacetsQuery() {
    this(null, null);
  }

  @Inject
  public FacetsQuery(Sources sources, Journal journal) {
    this.sources = sources;
    this.journal = journal;
  }

  /**
   * @param from initial time from, cut to its minute
   * @param to initial time to, exclusive, rounded up to a minute; null: any
   */
  Facets of(LogFilter filter, Set<FilterField> fields, Instant from, Instant to) {
    Map<FilterField, List<Facets.Value>> values = new EnumMap<>(FilterField.class);
    Set<FilterField> told = sources.tellApart(fields, filter);
    Sources.Covered covered =
        told.isEmpty()
            ? new Sources.Covered(minute(from), to == null ? null : minuteAfter(to))
            : summed(filter, told, from, to, values);
    Map<String, Integer> sampled = new LinkedHashMap<>();
    Set<FilterField> others = EnumSet.copyOf(fields);
    others.removeAll(told);
    groups(filter, others)
        .forEach(
            (under, together) -> {
              Sample sample = new Sample(together);
              if (read(under, covered, sample)) {
                together.forEach(field -> sampled.put(field.wire(), sample.records));
              }
              values.putAll(sample.values());
            });
    Map<String, List<Facets.Value>> facets = new LinkedHashMap<>();
    values.forEach((field, found) -> facets.put(field.wire(), found));
    return new Facets(covered.from(), covered.to(), facets, sampled);
  }

  private Sources.Covered summed(
      LogFilter filter,
      Set<FilterField> fields,
      Instant from,
      Instant to,
      Map<FilterField, List<Facets.Value>> values) {
    SummedFacets sums = new SummedFacets(fields, filter);
    Sources.Covered covered =
        sources.read(
            new Sources.Query(sums.filter(), from, to, Level.DAY, sums.families(), Set.of()), sums);
    sums.addTo(values);
    return covered;
  }

  /**
   * The fields that are counted under the same filter: those that do not filter, in one reading.
   */
  private static Map<LogFilter, Set<FilterField>> groups(
      LogFilter filter, Set<FilterField> fields) {
    Map<LogFilter, Set<FilterField>> groups = new HashMap<>();
    for (FilterField field : fields) {
      groups
          .computeIfAbsent(filter.without(field), key -> EnumSet.noneOf(FilterField.class))
          .add(field);
    }
    return groups;
  }

  /** The values of some records. Not thread-safe. */
  private static final class Sample {
    private final Map<FilterField, ValueCounts> counts = new EnumMap<>(FilterField.class);
    private int records;

    Sample(Set<FilterField> fields) {
      fields.forEach(field -> counts.put(field, new ValueCounts()));
    }

    void add(RequestLog log) {
      counts.forEach((field, values) -> values.add(field.shown(log), 1));
      records++;
    }

    Map<FilterField, List<Facets.Value>> values() {
      Map<FilterField, List<Facets.Value>> values = new EnumMap<>(FilterField.class);
      counts.forEach((field, found) -> values.put(field, found.largest()));
      return values;
    }
  }

  /** Counts the newest records; whether there may be more than these. */
  private boolean read(LogFilter filter, Sources.Covered time, Sample sample) {
    Optional<PageRequest.Key> next = Optional.empty();
    while (sample.records < MAX_SAMPLED) {
      PageQuery.Found found =
          journal.newest(new PageRequest(filter, next, time.from(), time.to(), PAGE));
      List<RequestLog> page = found.records();
      page.forEach(sample::add);
      if (page.size() < PAGE) {
        return found.scannedTo().isPresent();
      }
      next = Optional.of(PageRequest.Key.of(page.get(PAGE - 1)));
    }
    return true;
  }

  private static Instant minute(Instant time) {
    return time.truncatedTo(ChronoUnit.MINUTES);
  }

  private static Instant minuteAfter(Instant time) {
    Instant minute = minute(time);
    return minute.equals(time) ? time : minute.plus(1, ChronoUnit.MINUTES);
  }
}
