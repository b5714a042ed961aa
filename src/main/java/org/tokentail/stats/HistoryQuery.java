package org.tokentail.stats;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.time.Instant;
import java.time.ZoneId;
import java.util.EnumSet;
import java.util.Set;
import org.tokentail.journal.LogFilter;
import org.tokentail.rollup.Family;

/** Computes how figures went over time. Thread-safe. */
@ApplicationScoped
public class HistoryQuery {
  private final Sources sources;

  /** For the container's proxy only. */
  protected HistoryQuery() {
    this(null);
  }

  @Inject
  public HistoryQuery(Sources sources) {
    this.sources = sources;
  }

  /**
   * @param from initial time from; the first bucket is the one it lies in
   * @param to initial time to, exclusive; the last bucket is the one it ends in
   * @param zone in which buckets of hours and days begin
   * @param by null: no groups
   * @param now what is old has larger buckets
   */
  History of(LogFilter filter, Instant from, Instant to, ZoneId zone, Dimension by, Instant now) {
    Buckets buckets = Buckets.of(from, to, zone, now);
    HistorySums sums = new HistorySums(buckets, by);
    Set<Family> families = EnumSet.of(Family.TARGET);
    if (by != null) {
      families.add(by.family());
    }
    Sources.Covered covered =
        sources.read(
            new Sources.Query(
                filter,
                buckets.starts().get(0),
                buckets.end(),
                buckets.level(),
                families,
                families),
            sums);
    return sums.history(covered);
  }
}
