package org.tokentail.rollup;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.function.BiConsumer;

/**
 * How far the sums have come; a part of the row {@code journal}, read and written under its lock.
 * Minutes are those of the epoch.
 *
 * @param targetsMerged number of the first slot of a minute that is not yet in the hours and days;
 *     what lies before is in all three
 * @param clientsMerged the same of the family of clients
 * @param minutesFrom sums of minutes are kept from here; the first minute of a day
 * @param hoursFrom sums of hours are kept from here; the first minute of a day
 * @param daysFrom sums of days are kept from here; the first minute of a day
 * @param keys how many keys there are
 */
public record RollupState(
    long targetsMerged,
    long clientsMerged,
    long minutesFrom,
    long hoursFrom,
    long daysFrom,
    int keys) {
  /** Its columns of the table {@code journal}. */
  public static final String COLUMNS =
      "targets_merged, clients_merged, minutes_from, hours_from, days_from, rollup_keys";

  /** Sets its columns from parameters named like its components. */
  public static final String SET =
      """
      targets_merged = :targetsMerged, clients_merged = :clientsMerged, minutes_from = :minutesFrom,
      hours_from = :hoursFrom, days_from = :daysFrom, rollup_keys = :keys
      """;

  /** Binds the parameters of {@link #SET}. */
  public void bind(BiConsumer<String, Long> parameters) {
    parameters.accept("targetsMerged", targetsMerged);
    parameters.accept("clientsMerged", clientsMerged);
    parameters.accept("minutesFrom", minutesFrom);
    parameters.accept("hoursFrom", hoursFrom);
    parameters.accept("daysFrom", daysFrom);
    parameters.accept("keys", (long) keys);
  }

  public static RollupState read(ResultSet row) throws SQLException {
    return new RollupState(
        row.getLong("targets_merged"),
        row.getLong("clients_merged"),
        row.getLong("minutes_from"),
        row.getLong("hours_from"),
        row.getLong("days_from"),
        row.getInt("rollup_keys"));
  }

  long merged(Family family) {
    return family == Family.TARGET ? targetsMerged : clientsMerged;
  }

  /** The first minute of which not everything is in the hours and days. */
  public long mergedMinute(Family family) {
    return Slot.of(merged(family)).minute();
  }

  /** Where a record that began in that minute is counted. */
  List<Slot> slots(long minute, Family family, int key) {
    Slot slot = new Slot(family, Level.MINUTE, minute, key);
    List<Slot> slots = new ArrayList<>(3);
    boolean kept = minute >= minutesFrom;
    if (kept) {
      slots.add(slot);
    }
    if (!kept || slot.number() < merged(family)) {
      slots.addAll(upper(minute, family, key));
    }
    return slots;
  }

  /** The hour and the day of that minute, as far as they are kept. */
  List<Slot> upper(long minute, Family family, int key) {
    List<Slot> slots = new ArrayList<>(2);
    if (minute >= hoursFrom) {
      slots.add(new Slot(family, Level.HOUR, Level.HOUR.floor(minute), key));
    }
    if (minute >= daysFrom) {
      slots.add(new Slot(family, Level.DAY, Level.DAY.floor(minute), key));
    }
    return slots;
  }

  RollupState withMerged(Family family, long slot) {
    return new RollupState(
        family == Family.TARGET ? slot : targetsMerged,
        family == Family.CLIENT ? slot : clientsMerged,
        minutesFrom,
        hoursFrom,
        daysFrom,
        keys);
  }

  RollupState withKeys(int count) {
    return new RollupState(targetsMerged, clientsMerged, minutesFrom, hoursFrom, daysFrom, count);
  }

  RollupState keptFrom(long minutes, long hours, long days) {
    return new RollupState(
        targetsMerged,
        clientsMerged,
        Math.max(minutesFrom, minutes),
        Math.max(hoursFrom, hours),
        Math.max(daysFrom, days),
        keys);
  }
}
