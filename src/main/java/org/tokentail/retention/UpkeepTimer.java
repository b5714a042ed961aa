package org.tokentail.retention;

import jakarta.ejb.Lock;
import jakarta.ejb.LockType;
import jakarta.ejb.Schedule;
import jakarta.ejb.Singleton;
import jakarta.ejb.TransactionManagement;
import jakarta.ejb.TransactionManagementType;
import jakarta.inject.Inject;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;
import org.tokentail.config.Readiness;
import org.tokentail.config.Settings;
import org.tokentail.journal.Upkeep;
import org.tokentail.log.UnavailableException;

/**
 * Merges sums every minute, removes what is old every ten, and has the databases do a little at a
 * time what they would otherwise do all at once.
 */
// Each step is a transaction of its own, and none of the container's.
@TransactionManagement(TransactionManagementType.BEAN)
@Lock(LockType.READ)
@Singleton
public class UpkeepTimer {
  private static final System.Logger LOG = System.getLogger(UpkeepTimer.class.getName());

  /** Bounded: the rest follows a minute later. */
  private static final Duration MERGING = Duration.ofSeconds(40);

  /** The same for a day's sums, ten minutes later. */
  private static final Duration PRUNING = Duration.ofMinutes(5);

  /** Enough for a loaded file; more would take the processor from the writer. */
  private static final Duration COMPACTING = Duration.ofMillis(200);

  @Inject private Readiness readiness;
  @Inject private Upkeep upkeep;
  @Inject private Retention retention;
  @Inject private Settings settings;
  @Inject private Clock clock;

  @Schedule(hour = "*", minute = "*", second = "12", persistent = false)
  void merge() {
    Instant now = clock.instant();
    steps("Sums could not be merged", MERGING, () -> upkeep.merge(now));
  }

  @Schedule(hour = "*", minute = "*/10", second = "31", persistent = false)
  void removeOld() {
    steps(
        "Old records could not be removed",
        Duration.ZERO,
        () -> {
          retention.enforce();
          return false;
        });
    Instant now = clock.instant();
    steps(
        "Old sums could not be removed",
        PRUNING,
        () -> upkeep.prune(now, settings.retention().statistics()));
  }

  /** Often and little: a loaded file would grow by hundreds of megabytes a minute. */
  @Schedule(hour = "*", minute = "*", second = "*", persistent = false)
  void compact() {
    steps("The database could not be compacted", COMPACTING, upkeep::compact);
  }

  /** Often and little as well: what comes in a second is taken in within some 200 ms. */
  @Schedule(hour = "*", minute = "*", second = "*", persistent = false)
  void indexTexts() {
    steps(
        "New texts could not be taken into their index",
        Duration.ZERO,
        () -> {
          upkeep.indexTexts();
          return false;
        });
  }

  /** One step after the other, with as long a rest between them, so that writers come through. */
  private void steps(String failure, Duration longest, BooleanSupplier step) {
    if (!readiness.isReady()) {
      return;
    }
    // An exception would make the container cancel the timer.
    try {
      Instant end = clock.instant().plus(longest);
      boolean more;
      do {
        long start = System.nanoTime();
        more = step.getAsBoolean();
        LockSupport.parkNanos(more ? System.nanoTime() - start : 0);
      } while (more && clock.instant().isBefore(end));
    } catch (UnavailableException e) {
      // Said already, once; the next round is near.
      LOG.log(System.Logger.Level.DEBUG, "{0}: {1}", failure, e);
    } catch (RuntimeException e) {
      LOG.log(System.Logger.Level.WARNING, failure + "; next try follows", e);
    }
  }
}
