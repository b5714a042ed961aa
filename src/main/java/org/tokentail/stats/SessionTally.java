package org.tokentail.stats;

import java.math.BigDecimal;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * The figures of one session, kept up to date. Not thread-safe.
 *
 * <p>Its first and last activity and its client are the extremes of what was seen: a correction of
 * a record does not take them back, since the second to them is not known.
 */
final class SessionTally {
  /** Every change has a seq above it: all records are in it. */
  static final long WHOLE = 0;

  static final Comparator<SessionTally> LATEST_FIRST =
      Comparator.comparing(SessionTally::last).reversed().thenComparing(SessionTally::id);

  private static final Stats.Share NOTHING = new Stats.Share(0, 0, 0, 0, BigDecimal.ZERO);

  private final String id;
  private final long since;
  private final Map<String, Long> models = new TreeMap<>();
  private long records;
  private Stats.Share share = NOTHING;
  private String client;
  private Instant first = Instant.MAX;
  private Instant last = Instant.MIN;

  /**
   * @param since records whose last change is at or before this position are not in it
   */
  SessionTally(String id, long since) {
    this.id = id;
    this.since = since;
  }

  /** Whether all of its records are in it; otherwise only what has changed since it was seen. */
  boolean isWhole() {
    return since == WHOLE;
  }

  /** Whether the record, as it was, is in these figures. */
  boolean holds(Counted record) {
    return record.seq() > since;
  }

  void add(Counted record) {
    add(1, record.group().model(), record.group().share());
    seen(record.client(), record.start(), record.activity());
  }

  void takeOut(Counted record) {
    add(-1, record.group().model(), record.group().negated().share());
  }

  /** Adds records of one model. */
  void add(SessionRow row, String model) {
    add(row.records(), model, row.share());
    seen(row.client(), row.first(), row.last());
  }

  private void add(long count, String model, Stats.Share part) {
    records += count;
    share = share.plus(part);
    if (model != null && part.requests() != 0) {
      models.merge(model, part.requests(), SessionTally::sum);
    }
  }

  private static Long sum(Long a, Long b) {
    // Null removes the entry.
    return a + b == 0 ? null : a + b;
  }

  private void seen(String by, Instant from, Instant to) {
    client = client == null || (by != null && by.compareTo(client) > 0) ? by : client;
    first = from.isBefore(first) ? from : first;
    last = to.isAfter(last) ? to : last;
  }

  /** Whether nothing is left in it; attempts are something, though no requests. */
  boolean isEmpty() {
    return records == 0;
  }

  String id() {
    return id;
  }

  Instant last() {
    return last;
  }

  ActiveSession shown() {
    return new ActiveSession(
        id,
        client,
        share.requests(),
        share.pending(),
        share.errors(),
        share.totalTokens(),
        Money.of(share.totalCost()),
        List.copyOf(models.keySet()),
        first,
        last);
  }
}
