package org.tokentail.stats;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.time.Duration;
import java.time.Instant;
import org.tokentail.journal.LogFilter;

/**
 * The figures of the last 24 hours that the stream sends to every client alike. Thread-safe.
 *
 * <p>Where a day's log is so large that summing it up takes long, it is done less often: at most a
 * tenth of the time goes into it, and the figures are as old as that makes them.
 */
@ApplicationScoped
public class LiveStats {
  private static final Duration WINDOW = Duration.ofHours(24);
  private static final int IDLE_SHARE = 9;

  private final StatsQuery query;
  private Stats last;
  private Instant due = Instant.MIN;

  /** For the container's proxy only. */
  protected LiveStats() {
    this(null);
  }

  @Inject
  public LiveStats(StatsQuery query) {
    this.query = query;
  }

  /** The figures at that time, or the last ones while it is too early to compute them again. */
  public synchronized Stats at(Instant now) {
    if (!now.isBefore(due)) {
      long start = System.nanoTime();
      last = query.of(LogFilter.ALL, now.minus(WINDOW), null, now);
      due = now.plusNanos(IDLE_SHARE * (System.nanoTime() - start));
    }
    return last;
  }
}
