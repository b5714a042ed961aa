package org.tokentail.stats;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import org.jdbi.v3.core.Handle;
import org.tokentail.journal.Database;

/**
 * Reads the counters from the journal, as of one position in the feed: the day from the sums of its
 * minutes, so that it costs the same for any number of requests, and the sessions that are active.
 * Thread-safe.
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

  private record MinuteSum(long minute, Group group) {}

  /** The counters at the head of the feed, whatever is committed meanwhile. */
  Counters read(Instant now) {
    return database.inSnapshot(
        handle -> {
          long seq = head(handle);
          List<MinuteSum> sums = new ArrayList<>();
          boolean apart =
              sources.readMinutes(
                  handle,
                  Window.from(now),
                  (minute, key, sum) ->
                      sums.add(new MinuteSum(minute, Group.of(key, sum.figures()))));
          Counters counters = new Counters(seq, now, apart);
          // The latest first, in case there is no room for all names.
          sums.sort(Comparator.comparingLong(MinuteSum::minute).reversed());
          sums.forEach(sum -> counters.load(sum.minute, sum.group));
          SessionSums.read(handle, ActiveSessions.latest(handle, now)).forEach(counters::load);
          return counters;
        });
  }

  /** All that is known of these sessions, at the head of the feed. */
  SessionsFound sessions(List<String> ids) {
    return database.inSnapshot(
        handle -> new SessionsFound(head(handle), SessionSums.read(handle, ids)));
  }

  private static long head(Handle handle) {
    return handle.select("select seq from journal").mapTo(Long.class).one();
  }
}
