package org.tokentail.write;

import jakarta.ejb.Schedule;
import jakarta.ejb.Singleton;
import jakarta.ejb.TransactionManagement;
import jakarta.ejb.TransactionManagementType;
import jakarta.inject.Inject;
import java.time.Clock;
import java.time.Instant;
import java.util.List;
import org.tokentail.config.Readiness;
import org.tokentail.config.Settings;
import org.tokentail.journal.Journal;
import org.tokentail.log.LogUpdate;
import org.tokentail.log.RequestState;
import org.tokentail.log.UnavailableException;

/**
 * Ends pending requests that nobody speaks of any more, through the same path as every other
 * change. What a dead process left pending ends here too: the time of the last change is in the
 * journal.
 */
// No transaction of the container's: a connection of its pool would be drawn into it.
@TransactionManagement(TransactionManagementType.BEAN)
@Singleton
public class PendingTimeout {
  private static final System.Logger LOG = System.getLogger(PendingTimeout.class.getName());

  /** Bounded: the rest follows with the next round. */
  private static final int BATCH = 1_000;

  @Inject private Readiness readiness;
  @Inject private Journal journal;
  @Inject private RequestLogManager logs;
  @Inject private Settings settings;
  @Inject private Clock clock;

  /**
   * Looks every 5 s. On several nodes at once this is harmless: only the first change meets the rev
   * it names.
   */
  @Schedule(hour = "*", minute = "*", second = "*/5", persistent = false)
  public void endSilentRequests() {
    if (!readiness.isReady()) {
      return;
    }
    // An exception would make the container cancel the timer.
    try {
      Instant now = clock.instant();
      List<LogUpdate> timeouts =
          journal.pendingSince(now.minus(settings.writing().pendingTimeout()), BATCH).stream()
              .map(pending -> timeout(pending, now))
              .toList();
      if (!timeouts.isEmpty()) {
        logs.add(timeouts).whenComplete((recorded, failure) -> report(timeouts.size(), failure));
      }
    } catch (UnavailableException e) {
      // Said already, once; the next round is near.
      LOG.log(System.Logger.Level.DEBUG, "Pending requests could not be checked: {0}", e);
    } catch (RuntimeException e) {
      LOG.log(System.Logger.Level.WARNING, "Pending requests could not be checked", e);
    }
  }

  private LogUpdate timeout(Journal.Pending pending, Instant now) {
    String silence =
        "No news of this request for %d s."
            .formatted(settings.writing().pendingTimeout().toSeconds());
    return new LogUpdate(pending.id(), now, pending.rev(), RequestState.ofTimeout(silence));
  }

  private static void report(int count, Throwable failure) {
    if (failure == null) {
      LOG.log(System.Logger.Level.INFO, "{0} pending requests without news timed out", count);
    } else {
      LOG.log(
          System.Logger.Level.WARNING, "Timeouts could not be recorded, next try in 5 s", failure);
    }
  }
}
