package org.tokentail.journal;

import java.time.OffsetDateTime;
import java.util.List;
import java.util.Optional;
import org.jdbi.v3.core.Handle;
import org.tokentail.log.RequestLog;

/**
 * Finds one page, newest first. Filters of whole values have an index. What has none is looked for
 * in a bounded number of records: in the newest ones first, which finds what is common; then, where
 * there is an index of texts, in all of them, which is quick for what is rare.
 */
public final class PageQuery {
  /** Records looked at for a text in one call: some fifty milliseconds. */
  static final int MAX_SCANNED = 20_000;

  /** Records of which numbers are compared in one call: some hundred milliseconds. */
  static final int MAX_COMPARED = 100_000;

  /** Records that are looked through first, and the most of them: the latter take half a second. */
  private static final int FIRST_STEP = 2_000;

  private static final int LAST_STEP = 128_000;
  private static final int STEP_FACTOR = 8;

  /** Of H2: reads in the order of pages, and stops when a page is full. */
  static final String IN_ORDER = "use index (request_log_page) ";

  private static final String ORDER = " order by initial_time desc, id desc limit :limit";

  private final Handle handle;
  private final PageRequest page;

  PageQuery(Handle handle, PageRequest page) {
    this.handle = handle;
    this.page = page;
  }

  /**
   * What was found.
   *
   * @param scannedTo where the following page begins, if the search ended before it had enough;
   *     empty: there are as many records as asked for, or no more
   */
  public record Found(List<RequestLog> records, Optional<PageRequest.Key> scannedTo) {}

  Found run(TextIndex index, Dialect dialect) {
    return dialect == Dialect.H2
        ? find(index, dialect)
        : handle.inTransaction(
            transaction -> {
              plan(transaction);
              return find(index, dialect);
            });
  }

  /**
   * For PostgreSQL: a page takes a few of the newest records, and most filters let many through.
   */
  private void plan(Handle transaction) {
    // After some calls it would keep one plan for all values, the rare ones as well, and read a
    // hundred times the records that it must.
    transaction.execute("set local plan_cache_mode = force_custom_plan");
    if (page.filter().q() == null && page.filter().hasOneColumnEach()) {
      // Each value is in an index by time. A bitmap has all of its records before the first one.
      transaction.execute("set local enable_bitmapscan = off");
    }
  }

  private Found find(TextIndex index, Dialect dialect) {
    LogFilter filter = page.filter();
    if (dialect == Dialect.H2 && IndexSearch.serves(filter)) {
      return new IndexSearch(handle, page, () -> inTime(new SqlCondition())).run();
    }
    if (filter.q() != null) {
      Found found = scan(MAX_SCANNED);
      return found
          .scannedTo()
          .flatMap(end -> index.condition(handle, filter))
          .map(condition -> all(inTime(condition)))
          .orElse(found);
    }
    if (dialect == Dialect.H2 && !filter.equals(LogFilter.ALL)) {
      return stepwise();
    }
    return filter.equals(filter.indexed()) ? all(inTime(filter.sql())) : scan(MAX_COMPARED);
  }

  /** Looks at so many of the newest records among those that an index gives. */
  private Found scan(int records) {
    return downTo(endOfScan(page.filter().indexed(), records, ""), "");
  }

  /**
   * H2 would look through everything, and sort what it found: the newest records are looked through
   * in their order, in steps that grow.
   */
  private Found stepwise() {
    Found found;
    int step = FIRST_STEP;
    do {
      found = downTo(endOfScan(LogFilter.ALL, step, IN_ORDER), IN_ORDER);
      step *= STEP_FACTOR;
    } while (found.scannedTo().isPresent() && step <= LAST_STEP);
    return found;
  }

  private Found all(SqlCondition condition) {
    return new Found(select(condition, ""), Optional.empty());
  }

  /** What is found without going further than that record. */
  private Found downTo(Optional<PageRequest.Key> end, String hint) {
    SqlCondition condition = inTime(page.filter().sql());
    end.ifPresent(
        key -> {
          condition.and("initial_time >= :endTime", "endTime", Journal.sqlTime(key.initialTime()));
          condition.and("(initial_time > :endTime or id >= :endId)", "endId", key.id());
        });
    List<RequestLog> found = select(condition, hint);
    return new Found(found, found.size() < page.limit() ? end : Optional.empty());
  }

  /** The last of so many records; empty: there are not so many. */
  private Optional<PageRequest.Key> endOfScan(LogFilter filter, int records, String hint) {
    SqlCondition condition = inTime(filter.sql());
    return handle
        .createQuery(
            "select initial_time, id from request_log "
                + hint
                + condition.where()
                + " order by initial_time desc, id desc limit 1 offset :scanned")
        .bindMap(condition.bindings())
        .bind("scanned", records - 1)
        .map(
            (row, context) ->
                new PageRequest.Key(
                    row.getObject(1, OffsetDateTime.class).toInstant(), row.getString(2)))
        .findOne();
  }

  private SqlCondition inTime(SqlCondition condition) {
    condition.and("initial_time >= :from", "from", Journal.sqlTime(page.from()));
    condition.and("initial_time < :to", "to", Journal.sqlTime(page.to()));
    page.before()
        .ifPresent(
            key -> {
              // Not a row comparison: H2 would not use the index for it.
              condition.and("initial_time <= :time", "time", Journal.sqlTime(key.initialTime()));
              condition.and("(initial_time < :time or id < :id)", "id", key.id());
            });
    return condition;
  }

  private List<RequestLog> select(SqlCondition condition, String hint) {
    return handle
        .createQuery(RequestLogRow.SELECT + hint + condition.where() + ORDER)
        .bindMap(condition.bindings())
        .bind("limit", page.limit())
        .map(RequestLogRow::map)
        .list();
  }
}
