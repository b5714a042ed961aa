package org.tokentail.stats;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.time.Duration;
import java.time.Instant;
import org.tokentail.journal.LogFilter;

/** The figures of the last 24 hours that the stream sends to every client alike. */
@ApplicationScoped
public class LiveStats {
  static final Duration WINDOW = Duration.ofHours(24);

  @Inject private StatsQuery query;

  public Stats at(Instant now) {
    return query.of(LogFilter.ALL, now.minus(WINDOW), null, now);
  }
}
