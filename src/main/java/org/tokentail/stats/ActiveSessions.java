package org.tokentail.stats;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import org.jdbi.v3.core.Handle;
import org.tokentail.journal.Database;
import org.tokentail.journal.IndexedPart;
import org.tokentail.journal.Journal;
import org.tokentail.journal.Lane;
import org.tokentail.journal.LogFilter;
import org.tokentail.journal.SqlCondition;

/**
 * Finds the sessions somebody is working in. Which they are the live figures know while they follow
 * the feed; what they come to is read. Thread-safe.
 */
@ApplicationScoped
public class ActiveSessions {
  public static final Duration STANDARD = Duration.ofMinutes(30);

  static final int MAX_SESSIONS = 200;

  /** A request may have started this much earlier than the threshold and ended within it. */
  private static final Duration LONGEST_REQUEST = Duration.ofHours(1);

  private static final String RECENT =
      """
      select session_id from request_log %s%s
      group by session_id
      having max(coalesce(complete_time, initial_time)) >= :active
      order by max(coalesce(complete_time, initial_time)) desc, session_id limit :sessions
      """;

  private final Database database;
  private final Function<Instant, Optional<List<String>>> known;

  /** For the container's proxy only. */
  protected ActiveSessions() {
    this(null, now -> Optional.empty());
  }

  @Inject
  public ActiveSessions(Database database, LiveStats live) {
    this(database, live::latestSessions);
  }

  /**
   * @param known the {@link #latest} at a time, where they are known without asking the database
   */
  ActiveSessions(Database database, Function<Instant, Optional<List<String>>> known) {
    this.database = database;
    this.known = known;
  }

  /** The sessions that are shown where no other threshold is asked for. */
  static List<String> latest(Handle handle, Instant now) {
    return LatestSessions.since(now.minus(STANDARD), MAX_SESSIONS, handle);
  }

  /**
   * Sessions with a matching request that started or ended within the threshold before now, the
   * latest first.
   */
  public List<ActiveSession> within(LogFilter filter, Duration threshold, Instant now) {
    Instant active = now.minus(threshold);
    if (filter.equals(LogFilter.ALL)) {
      return all(threshold, now).stream()
          .filter(session -> !session.last().isBefore(active))
          .sorted(SessionTally.LATEST_FIRST)
          .map(SessionTally::shown)
          .toList();
    }
    return database
        .withHandle(Lane.QUERY, handle -> sums(handle, matching(handle, filter, active)))
        .stream()
        .map(SessionTally::shown)
        .toList();
  }

  private List<SessionTally> all(Duration threshold, Instant now) {
    Optional<List<String>> latest =
        known
            .apply(now)
            .filter(ids -> threshold.compareTo(STANDARD) <= 0 || ids.size() == MAX_SESSIONS);
    return database.inSnapshot(
        Lane.QUERY,
        handle ->
            sums(
                handle,
                latest.orElseGet(
                    () -> LatestSessions.since(now.minus(threshold), MAX_SESSIONS, handle))));
  }

  private List<String> matching(Handle handle, LogFilter filter, Instant active) {
    SqlCondition condition = filter.sql().and("session_id is not null");
    condition.and("initial_time >= :from", "from", Journal.sqlTime(active.minus(LONGEST_REQUEST)));
    return handle
        .createQuery(
            RECENT.formatted(IndexedPart.byTime(filter, database.dialect()), condition.where()))
        .bindMap(condition.bindings())
        .bind("active", Journal.sqlTime(active))
        .bind("sessions", MAX_SESSIONS)
        .mapTo(String.class)
        .list();
  }

  /** In the order of the ids; without those that are gone by now. */
  private static List<SessionTally> sums(Handle handle, List<String> ids) {
    Map<String, SessionTally> sessions = new LinkedHashMap<>();
    ids.forEach(id -> sessions.put(id, new SessionTally(id, SessionTally.WHOLE)));
    SessionSums.read(handle, ids).forEach(row -> sessions.get(row.id()).add(row, row.model()));
    return sessions.values().stream().filter(session -> !session.isEmpty()).toList();
  }
}
