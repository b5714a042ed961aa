package org.tokentail.journal;

import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import org.jdbi.v3.core.ConnectionException;
import org.jdbi.v3.core.Handle;
import org.tokentail.log.RequestLog;

/**
 * Finds a page of H2 by the indexes of whole values. H2 itself uses one index in a query, fetches
 * every record that it gives, and sorts them. Here entries of all the indexes that serve are read,
 * the newest first and no further than it takes, which is about a microsecond for each; and where
 * there are many, only those records are fetched that are in all of them.
 */
final class IndexSearch {
  private static final Map<String, String> INDEXES =
      Map.of(
          "provider_name", "request_log_provider",
          "channel_id", "request_log_channel",
          "channel_name", "request_log_channel_name",
          "model", "request_log_model",
          "status", "request_log_status",
          "endpoint", "request_log_endpoint",
          "client_id", "request_log_client",
          "session_id", "request_log_session",
          "http_status", "request_log_http_status",
          "attempt_of", "request_log_attempt");

  /** Entries of an index that are read first, and the most of them: some hundred milliseconds. */
  private static final int FIRST_ENTRIES = 500;

  private static final int LAST_ENTRIES = 256_000;
  private static final int MIN_FACTOR = 2;
  private static final int MAX_FACTOR = 8;

  /** So many entries more than what was found so far lets expect. */
  private static final double MARGIN = 1.3;

  /** Entries of another index that are worth reading for each candidate: a record costs ten. */
  private static final int WORTH = 4;

  /** Records that are fetched at most, as many as are looked at for a text. */
  private static final int MAX_FETCHED = PageQuery.MAX_SCANNED;

  /** Before any id. */
  private static final String FIRST_ID = "!";

  private final Handle handle;
  private final PageRequest page;
  private final Supplier<SqlCondition> inTime;

  /**
   * @param inTime the bounds of the page, anew with each call
   */
  IndexSearch(Handle handle, PageRequest page, Supplier<SqlCondition> inTime) {
    this.handle = handle;
    this.page = page;
    this.inTime = inTime;
  }

  /** Whether it can find what this filter asks for. */
  static boolean serves(LogFilter filter) {
    return !filter.indexed().equals(LogFilter.ALL);
  }

  /** Tells H2 to use the index of a column. */
  static String hint(String column) {
    return "use index (%s) ".formatted(INDEXES.get(column));
  }

  private record Entry(long row, Instant time) {}

  /**
   * The newest entries of a field's index.
   *
   * @param reach all that began after it are among them; null: these are all there are
   */
  private record Look(FilterField field, List<Entry> entries, Instant reach) {
    List<Entry> complete() {
      return reach == null
          ? entries
          : entries.stream().filter(entry -> entry.time.isAfter(reach)).toList();
    }
  }

  PageQuery.Found run() {
    int entries = FIRST_ENTRIES;
    List<FilterField> fields = furthestFirst(entries);
    while (true) {
      Look best = look(fields.get(0), entries, null);
      List<Entry> candidates = candidates(best, fields.subList(1, fields.size()));
      PageQuery.Found found = fetch(candidates, best.reach);
      entries *= factor(found.records().size());
      // More entries would only be older ones.
      boolean enough = candidates.size() > MAX_FETCHED || found.scannedTo().isEmpty();
      if (enough || entries > LAST_ENTRIES) {
        return found;
      }
    }
  }

  /** The fields that filter, the one first whose newest entries reach back the furthest. */
  private List<FilterField> furthestFirst(int entries) {
    Set<FilterField> fields = page.filter().indexed().values().keySet();
    if (fields.size() == 1) {
      return List.copyOf(fields);
    }
    return fields.stream()
        .map(field -> look(field, entries, null))
        .sorted(Comparator.comparing(Look::reach, Comparator.nullsFirst(Comparator.naturalOrder())))
        .map(Look::field)
        .toList();
  }

  /** How many times more entries are likely to fill the page, after so many were found. */
  private int factor(int found) {
    double likely = found == 0 ? MAX_FACTOR : MARGIN * page.limit() / found;
    return (int) Math.ceil(Math.max(MIN_FACTOR, Math.min(MAX_FACTOR, likely)));
  }

  private List<Entry> candidates(Look best, List<FilterField> others) {
    List<Entry> candidates = best.complete();
    for (FilterField field : others) {
      if (candidates.size() > 2 * page.limit()) {
        candidates = among(candidates, look(field, WORTH * candidates.size(), best.reach));
      }
    }
    return candidates.stream()
        .distinct()
        .sorted(Comparator.comparing(Entry::time).reversed())
        .toList();
  }

  private static List<Entry> among(List<Entry> candidates, Look look) {
    if (look.reach != null) {
      // Not all that there are: whether a record has the value is seen when it is fetched.
      return candidates;
    }
    Set<Long> rows = look.entries.stream().map(Entry::row).collect(Collectors.toSet());
    return candidates.stream().filter(entry -> rows.contains(entry.row)).toList();
  }

  /**
   * Looks at the newest entries with each value of the field.
   *
   * @param entries of all values together
   * @param after only those that began after this time; null: any
   */
  private Look look(FilterField field, int entries, Instant after) {
    Set<Object> values = page.filter().of(field);
    int each = Math.max(1, entries / (values.size() * field.columns().size()));
    List<Entry> all = new ArrayList<>();
    Instant reach = null;
    for (String column : field.columns()) {
      for (Object value : values) {
        List<Entry> some = entries(column, value, after, each);
        all.addAll(some);
        Instant last = some.size() < each ? null : some.get(each - 1).time;
        reach = reach == null || (last != null && last.isAfter(reach)) ? last : reach;
      }
    }
    return new Look(field, all, reach);
  }

  private List<Entry> entries(String column, Object value, Instant after, int limit) {
    SqlCondition condition = inTime.get();
    condition.and(column + " = :value", "value", value);
    condition.and("initial_time > :after", "after", Journal.sqlTime(after));
    // H2 reads an index in its order only if all of its columns are in the order asked for.
    return handle
        .createQuery(
            "select _rowid_, initial_time from request_log %s%s order by %s desc, initial_time desc limit :limit"
                .formatted(hint(column), condition.where(), column))
        .bindMap(condition.bindings())
        .bind("limit", limit)
        .map(
            (row, context) ->
                new Entry(row.getLong(1), row.getObject(2, OffsetDateTime.class).toInstant()))
        .list();
  }

  /**
   * Fetches until the page is full.
   *
   * @param newestFirst entries of all that began after {@code reach}
   */
  private PageQuery.Found fetch(List<Entry> newestFirst, Instant reach) {
    List<RequestLog> found = new ArrayList<>();
    // Down to a whole millisecond: entries have no order within one.
    Instant end = reach == null ? null : reach.plusMillis(1);
    try (PreparedStatement record =
        handle.getConnection().prepareStatement(RequestLogRow.SELECT + "where _rowid_ = ?")) {
      for (int i = 0; i < newestFirst.size(); i++) {
        Entry entry = newestFirst.get(i);
        boolean enough = found.size() >= page.limit() || i >= MAX_FETCHED;
        if (enough && entry.time.isBefore(newestFirst.get(i - 1).time)) {
          end = newestFirst.get(i - 1).time;
          break;
        }
        record.setLong(1, entry.row);
        read(record).filter(page::holds).ifPresent(found::add);
      }
    } catch (SQLException e) {
      throw new ConnectionException(e);
    }
    found.sort(Comparator.comparing(PageRequest.Key::of).reversed());
    boolean full = found.size() >= page.limit();
    return new PageQuery.Found(
        full ? List.copyOf(found.subList(0, page.limit())) : found,
        full
            ? Optional.empty()
            : Optional.ofNullable(end).map(time -> new PageRequest.Key(time, FIRST_ID)));
  }

  private static Optional<RequestLog> read(PreparedStatement record) throws SQLException {
    try (ResultSet row = record.executeQuery()) {
      return row.next() ? Optional.of(RequestLogRow.map(row, null)) : Optional.empty();
    }
  }
}
