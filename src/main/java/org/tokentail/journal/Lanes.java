package org.tokentail.journal;

import java.util.EnumMap;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import org.tokentail.config.ConnectionShares;
import org.tokentail.log.UnavailableException;

/**
 * Lets no more work into a lane than it has connections, whose pool that may be. Who waits is
 * served in the order of arrival. Thread-safe.
 */
final class Lanes {
  private static final long LONGEST_WAIT_MS = 3_000;
  private static final int RETRY_SECONDS = 2;

  private final Map<Lane, Semaphore> free = new EnumMap<>(Lane.class);

  Lanes(ConnectionShares shares) {
    Semaphore queries = new Semaphore(shares.queries(), true);
    Semaphore upkeep = shares.upkeep() == 0 ? queries : new Semaphore(shares.upkeep(), true);
    Semaphore resumes = shares.resumes() == 0 ? queries : new Semaphore(shares.resumes(), true);
    Semaphore lookups = shares.lookups() == 0 ? upkeep : new Semaphore(shares.lookups(), true);
    free.put(Lane.COMMIT, new Semaphore(ConnectionShares.COMMITS, true));
    free.put(Lane.LOOKUP, lookups);
    free.put(Lane.UPKEEP, upkeep);
    free.put(Lane.RESUME, resumes);
    free.put(Lane.QUERY, queries);
  }

  /**
   * Does the work in a lane. Must not be called by work that is in one: it could wait for itself.
   *
   * @throws UnavailableException when the lane stays full for 3 s
   */
  <T> T in(Lane lane, Supplier<T> work) {
    if (!entered(lane, LONGEST_WAIT_MS)) {
      throw new UnavailableException(
          lane.full(),
          "All connections for this kind of work are in use. Nothing of this call was kept; retry it.",
          RETRY_SECONDS,
          null);
    }
    try {
      return work.get();
    } finally {
      free.get(lane).release();
    }
  }

  /**
   * Does the work in a lane; empty, and nothing done, when it stays full.
   *
   * @param work returns something
   */
  <T> Optional<T> inSoon(Lane lane, long longestWaitMs, Supplier<T> work) {
    if (!entered(lane, longestWaitMs)) {
      return Optional.empty();
    }
    try {
      return Optional.of(work.get());
    } finally {
      free.get(lane).release();
    }
  }

  private boolean entered(Lane lane, long longestWaitMs) {
    Semaphore connections = free.get(lane);
    try {
      return connections.tryAcquire(longestWaitMs, TimeUnit.MILLISECONDS);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return connections.tryAcquire();
    }
  }
}
