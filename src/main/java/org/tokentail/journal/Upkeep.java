package org.tokentail.journal;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.List;
import java.util.Optional;
import org.jdbi.v3.core.ConnectionException;
import org.jdbi.v3.core.Handle;
import org.tokentail.log.RequestLog;
import org.tokentail.rollup.RollupState;
import org.tokentail.rollup.Rollups;

/**
 * What keeps the journal in shape, in steps of some ten milliseconds each: each holds up the writer
 * for as long. Thread-safe. Every method throws {@link org.tokentail.log.UnavailableException} when
 * the database does not answer.
 */
@ApplicationScoped
public class Upkeep {
  private final Database database;
  private final Journal journal;

  /** For the container's proxy only. */
  protected Upkeep() {
    this(null, null);
  }

  @Inject
  public Upkeep(Database database, Journal journal) {
    this.database = database;
    this.journal = journal;
  }

  /** Adds minutes that are over to their hours and days; whether there is more to do. */
  public boolean merge(Instant now) {
    return journal.counted(
        (handle, row, rollups) -> {
          RollupState merged = rollups.merge(handle, row.rollups(), now);
          if (merged.equals(row.rollups())) {
            return false;
          }
          row.changed(row.seq(), 0, merged).write(handle);
          return true;
        });
  }

  /**
   * Removes sums that are older than they are kept; whether there is more to do.
   *
   * @param days how long sums of days are kept
   */
  public boolean prune(Instant now, Duration days) {
    return journal.counted(
        (handle, row, rollups) -> {
          RollupState kept = rollups.prune(handle, row.rollups(), now, days);
          row.changed(row.seq(), 0, kept).write(handle);
          return Rollups.removeOld(handle, kept);
        });
  }

  /**
   * Deletes the oldest of the records that began before that time.
   *
   * @param limit records at most
   * @param uncount whether they are taken out of the sums as well
   * @return how many were deleted; 0: there are no more
   */
  public int delete(Instant before, int limit, boolean uncount) {
    return journal.counted(
        (handle, row, rollups) -> {
          List<RequestLog> oldest = oldest(handle, before, limit);
          if (oldest.isEmpty()) {
            return 0;
          }
          delete(handle, oldest);
          RollupState state =
              uncount ? rollups.takeOut(handle, row.rollups(), oldest) : row.rollups();
          row.changed(row.seq(), -oldest.size(), state).write(handle);
          return oldest.size();
        });
  }

  /** Makes known that the records from before that time are gone. */
  public void cleared(Instant before, Instant now) {
    journal.counted(
        (handle, row, rollups) ->
            handle.execute(
                "update journal set cleared_before = ?, cleared_at = ?, cleared_seq = seq",
                Journal.sqlTime(before),
                Journal.sqlTime(now)));
  }

  private static List<RequestLog> oldest(Handle handle, Instant before, int limit) {
    return handle
        .createQuery(
            RequestLogRow.SELECT
                + "where initial_time < :before order by initial_time, id limit :limit")
        .bind("before", Journal.sqlTime(before))
        .bind("limit", limit)
        .map(RequestLogRow::map)
        .list();
  }

  private static void delete(Handle handle, List<RequestLog> logs) {
    handle
        .createUpdate("delete from request_log where id = any(:ids)")
        .bindArray("ids", String.class, logs.stream().map(RequestLog::id).toArray())
        .execute();
  }

  /** Has an embedded H2 give back dead space; whether there is more. Nothing elsewhere. */
  public boolean compact() {
    if (database.dialect() != Dialect.H2) {
      return false;
    }
    return database.onFile(
        handle -> {
          try {
            return H2File.compact(handle.getConnection());
          } catch (SQLException e) {
            throw new ConnectionException(e);
          }
        });
  }

  /**
   * Has PostgreSQL take new texts into their index, so that no writer has to; how many pages of
   * them there were. Nothing elsewhere.
   */
  public long indexTexts() {
    return journal.textIndex().isOurs() ? database.withHandle(Lane.UPKEEP, TextIndex::takeIn) : 0;
  }

  /** How many records there are. */
  public long records() {
    return database.withHandle(
        handle -> handle.select("select records from journal").mapTo(Long.class).one());
  }

  /** How many records began before that time. */
  public long countBefore(Instant time) {
    return database.withHandle(
        Lane.QUERY,
        handle ->
            handle
                .select(
                    "select count(*) from request_log where initial_time < ?",
                    Journal.sqlTime(time))
                .mapTo(Long.class)
                .one());
  }

  /**
   * Before which time records have to go so that no more than so many stay; empty: none have to.
   * Records that began at that very time stay.
   */
  public Optional<Instant> limitOf(long rows) {
    return database.withHandle(
        Lane.UPKEEP,
        handle -> {
          long records = handle.select("select records from journal").mapTo(Long.class).one();
          return records <= rows
              ? Optional.empty()
              : handle
                  .select(
                      "select initial_time from request_log order by initial_time, id limit 1 offset ?",
                      records - rows)
                  .mapTo(OffsetDateTime.class)
                  .findOne()
                  .map(OffsetDateTime::toInstant);
        });
  }
}
