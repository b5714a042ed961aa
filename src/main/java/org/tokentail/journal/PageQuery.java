package org.tokentail.journal;

import java.time.OffsetDateTime;
import java.util.List;
import java.util.Optional;
import org.jdbi.v3.core.Handle;
import org.tokentail.log.RequestLog;

/**
 * Finds one page, newest first. Without text every filter has an index. Text is looked for in a
 * bounded number of records: in the newest ones first, which finds what is common; then, where
 * there is an index of texts, in all of them, which is quick for what is rare.
 */
public final class PageQuery {
  /** Records looked at for a text in one call: some fifty milliseconds. */
  static final int MAX_SCANNED = 20_000;

  /** Records that are looked through first, and the most of them: the latter take half a second. */
  private static final int FIRST_STEP = 2_000;

  private static final int LAST_STEP = 128_000;
  private static final int STEP_FACTOR = 8;

  /** Of H2: reads in the order of pages, and stops when a page is full. */
  private static final String IN_ORDER = "use index (request_log_page) ";

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
    if (page.filter().q() == null) {
      List<RequestLog> found =
          dialect == Dialect.H2 && !page.filter().equals(LogFilter.ALL)
              ? stepwise()
              : select(inTime(page.filter().sql()), "");
      return new Found(found, Optional.empty());
    }
    Optional<PageRequest.Key> end = endOfScan(page.filter().withoutText(), MAX_SCANNED, "");
    List<RequestLog> found = select(downTo(end), "");
    if (end.isEmpty() || found.size() >= page.limit()) {
      return new Found(found, Optional.empty());
    }
    return index
        .condition(handle, page.filter())
        .map(condition -> new Found(select(inTime(condition), ""), Optional.empty()))
        .orElse(new Found(found, end));
  }

  /**
   * H2 reads all that an index of a filter gives, and sorts it: slow for what is common. So the
   * newest records are looked through first, in steps that grow; what is rare is left to its index.
   */
  private List<RequestLog> stepwise() {
    for (int step = FIRST_STEP; step <= LAST_STEP; step *= STEP_FACTOR) {
      Optional<PageRequest.Key> end = endOfScan(LogFilter.ALL, step, IN_ORDER);
      List<RequestLog> found = select(downTo(end), IN_ORDER);
      if (end.isEmpty() || found.size() >= page.limit()) {
        return found;
      }
    }
    return select(inTime(page.filter().sql()), "");
  }

  private SqlCondition downTo(Optional<PageRequest.Key> end) {
    SqlCondition condition = inTime(page.filter().sql());
    end.ifPresent(
        key -> {
          condition.and("initial_time >= :endTime", "endTime", Journal.sqlTime(key.initialTime()));
          condition.and("(initial_time > :endTime or id >= :endId)", "endId", key.id());
        });
    return condition;
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
