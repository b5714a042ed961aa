package org.tokentail.stats;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.time.Instant;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jdbi.v3.core.Handle;
import org.tokentail.journal.Database;
import org.tokentail.journal.Lane;
import org.tokentail.log.RequestStatus;
import org.tokentail.rollup.Figures;
import org.tokentail.rollup.RollupKey;

/**
 * Reads the counters from the journal, as of one position in the feed: the day from the sums of its
 * minutes and from the records that are pending, and the sessions that are active. Thread-safe.
 */
@ApplicationScoped
public class CountersQuery {
  private final Database database;
  private final Sources sources;

  /** For the container's proxy only. */
  protected CountersQuery() {
    this(null, null);
  }

  @Inject
  public CountersQuery(Database database, Sources sources) {
    this.database = database;
    this.sources = sources;
  }

  /** Without what the counters do not tell apart. */
  private record Part(long minute, RequestStatus status, String provider, String model) {
    private Part(long minute, RollupKey key) {
      this(minute, key.status(), Group.known(key.provider()), Group.known(key.model()));
    }

    private Group group(Figures figures) {
      return new Group(status, provider, model, figures);
    }
  }

  /** The counters at the head of the feed, whatever is committed meanwhile. */
  Counters read(Instant now) {
    return database.inSnapshot(
        Lane.UPKEEP,
        handle -> {
          long seq = head(handle);
          Map<Part, Figures> day = new HashMap<>();
          boolean apart =
              sources.readMinutes(
                  handle,
                  Window.from(now),
                  (minute, key, sum) ->
                      day.merge(new Part(minute, key), sum.figures(), Figures::plus));
          Counters counters = new Counters(seq, now, apart);
          // The latest first, in case there is no room for all names.
          day.entrySet().stream()
              .sorted(Comparator.comparingLong(entry -> -entry.getKey().minute))
              .forEach(
                  entry ->
                      counters.load(entry.getKey().minute, entry.getKey().group(entry.getValue())));
          SessionSums.read(handle, ActiveSessions.latest(handle, now)).forEach(counters::load);
          return counters;
        });
  }

  /** All that is known of these sessions, at the head of the feed. */
  SessionsFound sessions(List<String> ids) {
    return database.inSnapshot(
        Lane.UPKEEP, handle -> new SessionsFound(head(handle), ids, SessionSums.read(handle, ids)));
  }

  private static long head(Handle handle) {
    return handle.select("select seq from journal").mapTo(Long.class).one();
  }
}
