package org.tokentail.journal;

import jakarta.annotation.PostConstruct;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.security.SecureRandom;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.statement.PreparedBatch;
import org.tokentail.log.Cursor;
import org.tokentail.log.LogUpdate;
import org.tokentail.log.LogsChanged.Change;
import org.tokentail.log.Pricing;
import org.tokentail.log.RequestLog;
import org.tokentail.rollup.Rollups;

/**
 * The current state of every request, and the feed of their changes. Thread-safe. Every method
 * throws {@link org.tokentail.log.UnavailableException} when the database does not answer.
 */
@ApplicationScoped
public class Journal {
  private static final int EPOCH_LENGTH = 8;

  private final Database database;
  private final Rollups rollups = new Rollups();
  private final Appender appender;

  /** What this process knows of records and sums has one user at a time, like their rows. */
  private final Turn turn;

  private volatile TextIndex textIndex = TextIndex.NONE;
  private String epoch;

  /** For the container's proxy only. */
  protected Journal() {
    this(null);
  }

  /** One whose records are priced by whoever writes them. */
  public Journal(Database database) {
    this(database, Pricing.NONE);
  }

  @Inject
  public Journal(Database database, Pricing pricing) {
    this.database = database;
    appender = new Appender(pricing, rollups);
    turn = new Turn(database);
  }

  /**
   * Finds the feed of this database, or begins it. Restored data comes without a feed of its own:
   * it begins another, after the last change that is there.
   */
  @PostConstruct
  public void open() {
    // Another node may begin it at the same time.
    String once = database.dialect() == Dialect.POSTGRES ? " on conflict do nothing" : "";
    database.inTransaction(
        handle ->
            handle.execute(
                "insert into journal (id, seq) select 1, 0 where not exists (select 1 from journal)"
                    + once));
    epoch =
        inTurn(
            (handle, row) -> {
              count(handle, row);
              handle.execute(
                  "insert into epoch (id, name) select 1, cast(? as varchar(16))"
                      + " where not exists (select 1 from epoch)",
                  randomEpoch());
              return handle.select("select name from epoch").mapTo(String.class).one();
            });
    textIndex = TextIndex.ensure(database);
  }

  private void count(Handle handle, JournalRow row) {
    if (row.rollups() == null) {
      Fence.widen(handle, database.dialect());
      new FirstCount(handle, rollups).run(row).write(handle);
    }
  }

  /** The position after the last committed change. */
  public Cursor head() {
    return head(Lane.LOOKUP);
  }

  /**
   * @param lane whose connection it takes
   */
  public Cursor head(Lane lane) {
    return new Cursor(epoch, database.withHandle(lane, Journal::seq));
  }

  private static long seq(Handle handle) {
    return handle.select("select seq from journal").mapTo(Long.class).one();
  }

  /**
   * What was deleted last.
   *
   * @param before records that began before this time
   * @param at when they were deleted
   * @param position where the feed stood then
   */
  public record Cleared(Instant before, Instant at, Cursor position) {}

  /** Empty while nothing was ever deleted. */
  public Optional<Cleared> cleared() {
    return database.withHandle(
        handle ->
            handle
                .select(
                    "select cleared_before, cleared_at, cleared_seq from journal where cleared_at is not null")
                .map(
                    (row, context) ->
                        new Cleared(
                            row.getObject(1, OffsetDateTime.class).toInstant(),
                            row.getObject(2, OffsetDateTime.class).toInstant(),
                            new Cursor(epoch, row.getLong(3))))
                .findOne());
  }

  /**
   * What one transaction did.
   *
   * @param records the committed state for each update, in their order, also where an update
   *     altered nothing
   * @param changes what was altered, in the order of the feed
   * @param cursor the position after it
   */
  public record Appended(List<RequestLog> records, List<Change> changes, Cursor cursor) {}

  /**
   * Merges the updates into the records, one after the other, and commits them in one transaction.
   */
  public Appended append(List<LogUpdate> updates) {
    return inTurn((handle, row) -> appender.append(handle, row, epoch, updates));
  }

  /** Work on records and their sums, with the row of the journal locked. */
  interface CountedWork<T> {
    T apply(Handle handle, JournalRow row, Rollups rollups);
  }

  /** A transaction that changes records or their sums, all or nothing. One at a time. */
  <T> T counted(CountedWork<T> work) {
    return inTurn(
        (handle, row) -> {
          appender.othersWrite();
          return work.apply(handle, row, rollups);
        });
  }

  private <T> T inTurn(Turn.Work<T> work) {
    return turn.take(work, appender::forget);
  }

  /** The latest state of what changed after that seq, in the order of the feed, at most so many. */
  public List<RequestLog> since(long seq, int limit) {
    return since(Lane.LOOKUP, seq, limit);
  }

  /**
   * As {@link #since(long, int)}.
   *
   * @param lane whose connection it takes
   */
  public List<RequestLog> since(Lane lane, long seq, int limit) {
    return database.withHandle(lane, handle -> RequestLogRow.since(handle, seq, limit));
  }

  /** How many records changed after that seq, counted up to the limit. */
  public int countSince(long seq, int limit) {
    return database.withHandle(
        Lane.RESUME,
        handle ->
            handle
                .createQuery(
                    "select count(*) from (select seq from request_log where seq > :seq limit :limit) behind")
                .bind("seq", seq)
                .bind("limit", limit)
                .mapTo(Integer.class)
                .one());
  }

  public Optional<RequestLog> find(String id) {
    return database.withHandle(
        Lane.QUERY,
        handle ->
            handle
                .createQuery(RequestLogRow.SELECT + "where id = :id")
                .bind("id", id)
                .map(RequestLogRow::map)
                .findOne());
  }

  /** The newest records that match, by initial time and then id. */
  public PageQuery.Found newest(PageRequest page) {
    return database.withHandle(
        Lane.QUERY, handle -> new PageQuery(handle, page).run(textIndex, database.dialect()));
  }

  /**
   * A page of records, and a position from which the feed misses nothing that is not on it.
   *
   * @param cursor of before the records were read: a change in between comes once more with the
   *     feed, rather than not at all
   */
  public record Page(PageQuery.Found found, Cursor cursor) {}

  /** The newest records that match, with a position in the feed. */
  public Page page(PageRequest page) {
    return database.withHandle(
        Lane.QUERY,
        handle -> {
          Cursor cursor = new Cursor(epoch, seq(handle));
          return new Page(new PageQuery(handle, page).run(textIndex, database.dialect()), cursor);
        });
  }

  TextIndex textIndex() {
    return textIndex;
  }

  /** A pending request as it was when it was read. */
  public record Pending(String id, long rev) {}

  /**
   * Pending requests without a change since that time, the longest silent first, at most so many.
   */
  public List<Pending> pendingSince(Instant time, int limit) {
    return database.withHandle(
        handle ->
            handle
                .createQuery(
                    """
                    select id, rev from request_log
                    where status = 'pending' and changed_at <= :time
                    order by changed_at limit :limit
                    """)
                .bind("time", sqlTime(time))
                .bind("limit", limit)
                .map((row, context) -> new Pending(row.getString(1), row.getLong(2)))
                .list());
  }

  /**
   * Takes that time for the last news of these requests, where they are pending. It changes nothing
   * of them, so it has no place in the feed: only {@link #pendingSince} sees it.
   */
  public void stillPending(List<String> ids, Instant time) {
    // As every writer does: two that lock rows in orders of their own would meet.
    inTurn(
        (handle, row) -> {
          PreparedBatch batch =
              handle.prepareBatch(
                  "update request_log set changed_at = :time where id = :id and status = 'pending'");
          ids.forEach(id -> batch.bind("time", sqlTime(time)).bind("id", id).add());
          return batch.execute();
        });
  }

  /** Times are stored with their zone, always UTC. Null stays null. */
  public static OffsetDateTime sqlTime(Instant time) {
    return time == null ? null : OffsetDateTime.ofInstant(time, ZoneOffset.UTC);
  }

  private static String randomEpoch() {
    SecureRandom random = new SecureRandom();
    return Stream.generate(() -> Character.forDigit(random.nextInt(36), 36))
        .limit(EPOCH_LENGTH)
        .map(String::valueOf)
        .collect(Collectors.joining());
  }
}
