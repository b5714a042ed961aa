package org.tokentail.stats;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.time.Instant;
import java.util.EnumSet;
import org.tokentail.journal.LogFilter;
import org.tokentail.rollup.Family;
import org.tokentail.rollup.Level;

/** Computes statistics. Thread-safe. */
@ApplicationScoped
public class StatsQuery {
  private final Sources sources;
  private final ActiveSessions sessions;

  /** For the container's proxy only. */
  protected StatsQuery() {
    this(null, null);
  }

  @Inject
  public StatsQuery(Sources sources, ActiveSessions sessions) {
    this.sources = sources;
    this.sessions = sessions;
  }

  /**
   * Sums up the matching records, by whole minutes.
   *
   * @param from initial time from, cut to its minute; null: any
   * @param to initial time to, exclusive, rounded up to a minute; null: any
   * @param now the sessions active within the last 30 minutes before it are listed
   */
  public Summary of(LogFilter filter, Instant from, Instant to, Instant now) {
    Totals totals = new Totals();
    Sources.Covered covered =
        sources.read(
            new Sources.Query(
                filter,
                from,
                to,
                Level.DAY,
                EnumSet.allOf(Family.class),
                EnumSet.of(Family.TARGET)),
            totals);
    return totals.summary(
        covered,
        sessions.within(filter, ActiveSessions.STANDARD, now),
        Sources.knowClients(filter));
  }
}
