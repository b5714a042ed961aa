package org.tokentail.stats;

import java.math.BigDecimal;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.Comparator;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.tokentail.log.RequestStatus;

/** Groups of records added up. Not thread-safe. */
final class Sums {
  /** Shares a map shows at most: the largest ones. */
  private static final int MAX_SHARES = 50;

  private final Map<RequestStatus, Long> byStatus = new EnumMap<>(RequestStatus.class);
  private final Map<String, Stats.Share> byProvider = new HashMap<>();
  private final Map<String, Stats.Share> byModel = new HashMap<>();
  private BigDecimal cost = BigDecimal.ZERO;
  private long unpriced;
  private long input;
  private long output;
  private long cacheCreation;
  private long cacheRead;
  private long tokens;
  private BigDecimal completedMs = BigDecimal.ZERO;
  private long completedTimed;

  /** Adds a row of {@link StatsQuery}. */
  Sums add(ResultSet row) throws SQLException {
    RequestStatus status = RequestStatus.of(row.getString("status")).orElseThrow();
    Stats.Share share = share(row, status);
    byStatus.merge(status, share.requests(), Long::sum);
    addTo(byProvider, row.getString("provider_name"), share);
    addTo(byModel, row.getString("model"), share);
    cost = cost.add(share.totalCost());
    unpriced += status.isFinal() ? row.getLong("unpriced") : 0;
    input += row.getLong("input");
    output += row.getLong("output");
    cacheCreation += row.getLong("cache_creation");
    cacheRead += row.getLong("cache_read");
    tokens += share.totalTokens();
    long timed = row.getLong("timed");
    if (status == RequestStatus.COMPLETED && timed > 0) {
      completedMs = completedMs.add(row.getBigDecimal("duration"));
      completedTimed += timed;
    }
    return this;
  }

  private static Stats.Share share(ResultSet row, RequestStatus status) throws SQLException {
    long requests = row.getLong("requests");
    boolean failed = status == RequestStatus.ERROR || status == RequestStatus.TIMEOUT;
    return new Stats.Share(
        requests,
        status == RequestStatus.PENDING ? requests : 0,
        failed ? requests : 0,
        row.getLong("tokens"),
        Money.of(row.getBigDecimal("cost")));
  }

  private static void addTo(Map<String, Stats.Share> shares, String name, Stats.Share share) {
    if (name != null) {
      shares.merge(name, share, Stats.Share::plus);
    }
  }

  Stats stats(Instant from, List<ActiveSession> active) {
    return new Stats(
        from,
        byStatus.values().stream().mapToLong(Long::longValue).sum(),
        count(RequestStatus.PENDING),
        byStatus,
        successRate(),
        Money.of(cost),
        unpriced,
        input,
        output,
        cacheCreation,
        cacheRead,
        tokens,
        averageMs(),
        largest(byProvider),
        largest(byModel),
        active);
  }

  private Long averageMs() {
    return completedTimed == 0 ? null : Math.round(completedMs.doubleValue() / completedTimed);
  }

  private Double successRate() {
    long completed = count(RequestStatus.COMPLETED);
    long ended = completed + count(RequestStatus.ERROR) + count(RequestStatus.TIMEOUT);
    return ended == 0 ? null : (double) completed / ended;
  }

  private long count(RequestStatus status) {
    return byStatus.getOrDefault(status, 0L);
  }

  private static Map<String, Stats.Share> largest(Map<String, Stats.Share> shares) {
    Map<String, Stats.Share> largest = new LinkedHashMap<>();
    shares.entrySet().stream()
        .sorted(
            Comparator.comparingLong(
                    (Map.Entry<String, Stats.Share> entry) -> -entry.getValue().requests())
                .thenComparing(Map.Entry::getKey))
        .limit(MAX_SHARES)
        .forEach(entry -> largest.put(entry.getKey(), entry.getValue()));
    return largest;
  }
}
