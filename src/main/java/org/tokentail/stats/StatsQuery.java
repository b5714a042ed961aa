package org.tokentail.stats;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.time.Instant;
import org.tokentail.journal.Database;
import org.tokentail.journal.Journal;
import org.tokentail.journal.LogFilter;
import org.tokentail.journal.SqlCondition;

/** Computes statistics from the journal. Thread-safe. */
@ApplicationScoped
public class StatsQuery {
  /** One pass over the records; the groups are few, and are added up in memory. */
  private static final String GROUPS =
      "select " + Group.KEYS + ", " + Group.SUMS + " from request_log %s group by " + Group.KEYS;

  private final Database database;
  private final ActiveSessions sessions;

  /** For the container's proxy only. */
  protected StatsQuery() {
    this(null, null);
  }

  @Inject
  public StatsQuery(Database database, ActiveSessions sessions) {
    this.database = database;
    this.sessions = sessions;
  }

  /**
   * Sums up the matching records.
   *
   * @param from initial time from, inclusive; null: any
   * @param to initial time to, exclusive; null: any
   * @param now the sessions active within the last 30 minutes before it are listed
   */
  public Stats of(LogFilter filter, Instant from, Instant to, Instant now) {
    SqlCondition condition = filter.sql();
    condition.and("initial_time >= :from", "from", Journal.sqlTime(from));
    condition.and("initial_time < :to", "to", Journal.sqlTime(to));
    Sums sums = new Sums();
    database.withHandle(
        handle ->
            handle
                .createQuery(GROUPS.formatted(condition.where()))
                .bindMap(condition.bindings())
                .map((row, context) -> sums.add(Group.read(row)))
                .list());
    return sums.stats(from, sessions.within(filter, ActiveSessions.STANDARD, now));
  }
}
