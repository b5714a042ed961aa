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

  Found run(TextIndex index) {
    if (page.filter().q() == null) {
      return new Found(select(inTime(page.filter().sql())), Optional.empty());
    }
    Optional<PageRequest.Key> end = endOfScan();
    SqlCondition scanned = inTime(page.filter().sql());
    end.ifPresent(
        key -> {
          scanned.and("initial_time >= :endTime", "endTime", Journal.sqlTime(key.initialTime()));
          scanned.and("(initial_time > :endTime or id >= :endId)", "endId", key.id());
        });
    List<RequestLog> found = select(scanned);
    if (end.isEmpty() || found.size() >= page.limit()) {
      return new Found(found, Optional.empty());
    }
    return index
        .condition(handle, page.filter())
        .map(condition -> new Found(select(inTime(condition)), Optional.empty()))
        .orElse(new Found(found, end));
  }

  /** The last record that is looked at; empty: there are not so many. */
  private Optional<PageRequest.Key> endOfScan() {
    SqlCondition condition = inTime(page.filter().withoutText().sql());
    return handle
        .createQuery(
            "select initial_time, id from request_log "
                + condition.where()
                + " order by initial_time desc, id desc limit 1 offset :scanned")
        .bindMap(condition.bindings())
        .bind("scanned", MAX_SCANNED - 1)
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

  private List<RequestLog> select(SqlCondition condition) {
    return handle
        .createQuery(RequestLogRow.SELECT + condition.where() + ORDER)
        .bindMap(condition.bindings())
        .bind("limit", page.limit())
        .map(RequestLogRow::map)
        .list();
  }
}
