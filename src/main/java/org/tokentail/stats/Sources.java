package org.tokentail.stats;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.time.Instant;
import java.util.EnumSet;
import java.util.Set;
import java.util.function.Predicate;
import org.jdbi.v3.core.Handle;
import org.tokentail.journal.Database;
import org.tokentail.journal.FilterField;
import org.tokentail.journal.Lane;
import org.tokentail.journal.LogFilter;
import org.tokentail.rollup.Family;
import org.tokentail.rollup.Level;
import org.tokentail.rollup.RollupKey;
import org.tokentail.rollup.RollupReader;
import org.tokentail.rollup.RollupState;

/**
 * Where figures come from: from sums, as long as these tell apart what the filter does, and from
 * the records of pending requests; otherwise from all records that match, by the filter's index.
 * Thread-safe.
 */
@ApplicationScoped
public class Sources {
  /** A minute after every record: years end at 2099. */
  private static final long END = 1L << 31;

  /** What sums of targets tell apart. */
  private static final Set<FilterField> TARGETS =
      EnumSet.of(
          FilterField.PROVIDER, FilterField.CHANNEL, FilterField.MODEL, FilterField.ENDPOINT);

  private final Database database;
  private final RollupReader rollups = new RollupReader();

  /** For the container's proxy only. */
  protected Sources() {
    this(null);
  }

  @Inject
  public Sources(Database database) {
    this.database = database;
  }

  /**
   * What is asked for, in whole minutes.
   *
   * @param from initial time from, cut to its minute; null: any
   * @param to initial time to, exclusive, rounded up to a minute; null: any
   * @param largest sums are told apart by this much time at least
   * @param families whose sums are wanted
   * @param timed of which families latencies are wanted, too
   */
  record Query(
      LogFilter filter,
      Instant from,
      Instant to,
      Level largest,
      Set<Family> families,
      Set<Family> timed) {
    private long fromMinute() {
      return from == null ? 0 : Math.floorDiv(from.getEpochSecond(), 60);
    }

    private long toMinute() {
      return to == null ? END : Math.floorDiv(to.minusNanos(1).getEpochSecond(), 60) + 1;
    }
  }

  /**
   * From when to when records were counted, as they began.
   *
   * @param from null: all
   * @param to exclusive; null: all
   */
  record Covered(Instant from, Instant to) {}

  /** Reads everything as of one moment. */
  Covered read(Query query, RollupReader.Sink sink) {
    return database.inSnapshot(Lane.QUERY, handle -> read(handle, query, sink));
  }

  /**
   * Reads everything that began in that minute or later, by the minute and without latencies, in a
   * snapshot of the caller's.
   *
   * @return whether all names are told apart
   */
  boolean readMinutes(Handle handle, Instant from, RollupReader.Sink sink) {
    Query query =
        new Query(LogFilter.ALL, from, null, Level.MINUTE, EnumSet.of(Family.TARGET), Set.of());
    RollupState state = state(handle);
    sums(handle, state, query, sink);
    return rollups.tellsApart(handle, state, Family.TARGET, false);
  }

  /** Whether figures of that filter come from sums, at the same cost for any number of records. */
  boolean know(LogFilter filter) {
    return database.withHandle(Lane.QUERY, handle -> fits(handle, state(handle), filter));
  }

  /**
   * Of these fields, those whose values the sums tell apart, each under all filters but its own.
   */
  Set<FilterField> tellApart(Set<FilterField> fields, LogFilter filter) {
    return database.withHandle(
        Lane.QUERY,
        handle -> {
          RollupState state = state(handle);
          Set<FilterField> told = EnumSet.copyOf(fields);
          told.removeIf(field -> !tellsApart(handle, state, field, filter.without(field)));
          return told;
        });
  }

  private boolean tellsApart(
      Handle handle, RollupState state, FilterField field, LogFilter others) {
    return switch (field) {
      case PROVIDER, CHANNEL, MODEL, ENDPOINT ->
          fits(handle, state, others)
              && rollups.tellsApart(
                  handle,
                  state,
                  Family.TARGET,
                  field == FilterField.ENDPOINT || asksForEndpoints(others));
      case STATUS -> fits(handle, state, others);
      case CLIENT ->
          others.isOnly(other -> other == FilterField.STATUS)
              && rollups.tellsApart(handle, state, Family.CLIENT, false);
      default -> false;
    };
  }

  private static RollupState state(Handle handle) {
    return handle
        .select("select " + RollupState.COLUMNS + " from journal")
        .map((row, context) -> RollupState.read(row))
        .one();
  }

  private Covered read(Handle handle, Query query, RollupReader.Sink sink) {
    RollupState state = state(handle);
    RollupReader.Covered covered =
        fits(handle, state, query.filter)
            ? sums(handle, state, query, sink)
            : records(handle, query, sink);
    return new Covered(
        query.from == null ? null : Instant.ofEpochSecond(covered.from() * 60),
        query.to == null ? null : Instant.ofEpochSecond(covered.to() * 60));
  }

  private RollupReader.Covered sums(
      Handle handle, RollupState state, Query query, RollupReader.Sink sink) {
    Set<Family> families = EnumSet.copyOf(query.families);
    if (!ofAnyTarget(query.filter)) {
      families.remove(Family.CLIENT);
    }
    long from = query.fromMinute();
    long to = query.toMinute();
    for (Family family : families) {
      RollupReader.Covered covered =
          rollups.read(
              handle,
              state,
              new RollupReader.Scope(
                  family,
                  query.fromMinute(),
                  query.toMinute(),
                  query.largest,
                  query.timed.contains(family),
                  keys(query.filter)),
              sink);
      from = covered.from();
      to = covered.to();
    }
    LogFilter pending = query.filter.pending().orElse(null);
    if (pending != null) {
      new MatchingRecords(handle, pending, database.dialect()).read(from, to, families, sink);
    }
    return new RollupReader.Covered(from, to);
  }

  private RollupReader.Covered records(Handle handle, Query query, RollupReader.Sink sink) {
    new MatchingRecords(handle, query.filter, database.dialect())
        .read(query.fromMinute(), query.toMinute(), query.families, sink);
    return new RollupReader.Covered(query.fromMinute(), query.toMinute());
  }

  private boolean fits(Handle handle, RollupState state, LogFilter filter) {
    // Clients and targets are counted apart: what both say together no sum knows.
    return filter.isOnly(field -> field == FilterField.STATUS || TARGETS.contains(field))
        && (ofAnyTarget(filter)
            || rollups.tellsApart(handle, state, Family.TARGET, asksForEndpoints(filter)));
  }

  private static boolean asksForEndpoints(LogFilter filter) {
    return filter.values().containsKey(FilterField.ENDPOINT);
  }

  /** Whether what is read for this filter tells of clients. */
  static boolean knowClients(LogFilter filter) {
    return ofAnyTarget(filter)
        || !filter.isOnly(field -> field == FilterField.STATUS || TARGETS.contains(field));
  }

  private static boolean ofAnyTarget(LogFilter filter) {
    return filter.values().keySet().stream().noneMatch(TARGETS::contains);
  }

  /** The keys whose records the filter matches, as far as it is about what keys tell. */
  static Predicate<RollupKey> keys(LogFilter filter) {
    return key ->
        filter.allows(FilterField.PROVIDER, key.provider())
            && (filter.allows(FilterField.CHANNEL, key.channelId())
                || filter.allows(FilterField.CHANNEL, key.channelName()))
            && filter.allows(FilterField.MODEL, key.model())
            && filter.allows(FilterField.ENDPOINT, key.endpoint())
            && filter.allows(FilterField.STATUS, key.status().wire());
  }
}
