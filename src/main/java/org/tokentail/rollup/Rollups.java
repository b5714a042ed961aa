package org.tokentail.rollup;

import java.time.Duration;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import org.jdbi.v3.core.Handle;
import org.tokentail.log.LogsChanged.Change;
import org.tokentail.log.RequestLog;

/**
 * Writes the sums. Every method runs in a transaction that holds the lock of the row {@code
 * journal}, and is given what that row says; so one writer at a time, and sums that never drift
 * from the records. Not thread-safe otherwise.
 *
 * <p>A change is counted in its minute. Minutes that are over are added to their hour and day a
 * little later, in small steps; from then on a change to them is counted in all three.
 */
public final class Rollups {
  /** How long sums of minutes are kept: a week, and the day that is not over. */
  public static final Duration MINUTES_KEPT = Duration.ofDays(8);

  /** How long sums of hours are kept. */
  public static final Duration HOURS_KEPT = Duration.ofDays(100);

  /** With fewer keys than this, every name of a record is in one of them. */
  public static final int ALL_APART = Keys.MAX_WITH_ENDPOINT;

  /** How long a minute is left alone after its end: most requests are over by then. */
  private static final Duration SETTLING = Duration.ofMinutes(2);

  /** Sums in one step of merging or removing: some ten milliseconds. */
  private static final int STEP = 250;

  private final Keys keys = new Keys();
  private final KnownSums sums = new KnownSums();

  /** Counts what a batch changed. */
  public RollupState apply(Handle handle, RollupState state, List<Change> changes) {
    return write(
        handle,
        state,
        deltas -> {
          for (Change change : changes) {
            if (change.before() != null) {
              deltas.takeOut(change.before());
            }
            deltas.add(change.after());
          }
        });
  }

  /** Counts records that were not counted before. */
  public RollupState add(Handle handle, RollupState state, Collection<RequestLog> logs) {
    return write(handle, state, deltas -> logs.forEach(deltas::add));
  }

  /** Takes out records that are deleted. */
  public RollupState takeOut(Handle handle, RollupState state, Collection<RequestLog> logs) {
    return write(handle, state, deltas -> logs.forEach(deltas::takeOut));
  }

  private interface Counting {
    void into(Deltas deltas);
  }

  private RollupState write(Handle handle, RollupState state, Counting counting) {
    keys.refresh(handle, state.keys());
    Deltas deltas = new Deltas(state, keys);
    counting.into(deltas);
    keys.write(handle);
    RollupTable.apply(handle, deltas.bySlot(), sums);
    return state.withKeys(keys.count());
  }

  /** To be called when a transaction failed: what it did is not known. */
  public void forget() {
    keys.forget();
    sums.forget();
  }

  /** To be called when somebody else may have written sums. */
  public void forgetSums() {
    sums.forget();
  }

  /** The state of a database without records. */
  public static final RollupState EMPTY =
      new RollupState(
          Slot.first(Family.TARGET, Level.MINUTE, 0),
          Slot.first(Family.CLIENT, Level.MINUTE, 0),
          0,
          0,
          0,
          0);

  /** The state of a database with records that are not counted yet. */
  public static RollupState begin(Instant now) {
    long day = Level.DAY.floor(minute(now));
    long minutes = Math.max(0, day - MINUTES_KEPT.toMinutes());
    long hours = Math.max(0, day - HOURS_KEPT.toMinutes());
    return new RollupState(
        Slot.first(Family.TARGET, Level.MINUTE, minute(now)),
        Slot.first(Family.CLIENT, Level.MINUTE, minute(now)),
        minutes,
        hours,
        0,
        0);
  }

  /**
   * Adds some minutes that are over to their hours and days.
   *
   * @return the state after it; equal to the one before when there is nothing to do
   */
  public RollupState merge(Handle handle, RollupState state, Instant now) {
    RollupState next = state;
    for (Family family : Family.values()) {
      next = merge(handle, next, family, minute(now.minus(SETTLING)));
    }
    return next;
  }

  private RollupState merge(Handle handle, RollupState state, Family family, long upTo) {
    long end = Slot.first(family, Level.MINUTE, upTo);
    if (state.merged(family) >= end) {
      return state;
    }
    Map<Long, Rollup> minutes = RollupTable.page(handle, state.merged(family), end, STEP);
    Deltas deltas = new Deltas(state, null);
    long last = end - 1;
    for (Map.Entry<Long, Rollup> minute : minutes.entrySet()) {
      deltas.merge(Slot.of(minute.getKey()), minute.getValue());
      last = minutes.size() == STEP ? minute.getKey() : last;
    }
    RollupTable.apply(handle, deltas.bySlot(), sums);
    return state.withMerged(family, last + 1);
  }

  /**
   * Forgets minutes and hours that are old, and days before that time; some at a time.
   *
   * @return the state after it; equal to the one before when there is nothing to do
   */
  public RollupState prune(Handle handle, RollupState state, Instant now, Duration days) {
    long today = Level.DAY.floor(minute(now));
    RollupState next =
        state.keptFrom(
            today - MINUTES_KEPT.toMinutes(),
            today - HOURS_KEPT.toMinutes(),
            today - days.toMinutes());
    // Minutes that are not yet in their hours must stay.
    long merged = Math.min(state.mergedMinute(Family.TARGET), state.mergedMinute(Family.CLIENT));
    return Level.DAY.floor(merged) < next.minutesFrom() ? state : next;
  }

  /** Removes sums that are no longer kept, at most some; whether there may be more. */
  public static boolean removeOld(Handle handle, RollupState state) {
    int removed = 0;
    for (Family family : Family.values()) {
      removed += remove(handle, family, Level.MINUTE, state.minutesFrom());
      removed += remove(handle, family, Level.HOUR, state.hoursFrom());
      removed += remove(handle, family, Level.DAY, state.daysFrom());
    }
    return removed >= STEP;
  }

  private static int remove(Handle handle, Family family, Level level, long before) {
    return RollupTable.delete(
        handle, Slot.first(family, level, 0), Slot.first(family, level, before), STEP);
  }

  private static long minute(Instant time) {
    return Math.floorDiv(time.getEpochSecond(), 60);
  }
}
