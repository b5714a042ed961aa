package org.tokentail.stats;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jdbi.v3.core.Handle;
import org.tokentail.journal.Database;
import org.tokentail.journal.Journal;
import org.tokentail.journal.LogFilter;
import org.tokentail.journal.SqlCondition;
import org.tokentail.log.RequestStatus;

/** Computes statistics from the journal. Thread-safe. */
@ApplicationScoped
public class StatsQuery {
  /** Shares a map holds at most; the largest ones. */
  private static final int MAX_SHARES = 50;

  private static final String SUMS =
      """
      select status, count(*) as requests, sum(price) as cost,
        sum(case when total_tokens > 0 and price is null and status <> 'pending' then 1 else 0 end) as unpriced,
        sum(input_tokens) as input, sum(output_tokens) as output,
        sum(cache_creation_input_tokens) as cache_creation, sum(cache_read_input_tokens) as cache_read,
        sum(total_tokens) as tokens, avg(duration_ms) as duration
      from request_log %s group by status
      """;

  private static final String SHARES =
      """
      select %1$s as name, count(*) as requests,
        sum(case when status = 'pending' then 1 else 0 end) as pending,
        sum(case when status in ('error', 'timeout') then 1 else 0 end) as errors,
        sum(total_tokens) as tokens, sum(price) as cost
      from request_log %2$s group by %1$s order by count(*) desc, %1$s limit :shares
      """;

  private final Database database;
  private final ActiveSessions sessions;

  /** For the container's proxy only. */
  protected StatsQuery() {
    this(null, null);
  }

  @Inject
  public StatsQuery(Database database, ActiveSessions sessions) {
    this.database = database;
    this.sessions = sessions;
  }

  /**
   * @param from initial time from, inclusive; null: any
   * @param to initial time to, exclusive; null: any
   * @param now the sessions active within the last 30 minutes before it are listed
   */
  public Stats of(LogFilter filter, Instant from, Instant to, Instant now) {
    SqlCondition condition = filter.sql();
    condition.and("initial_time >= :from", "from", Journal.sqlTime(from));
    condition.and("initial_time < :to", "to", Journal.sqlTime(to));
    return database.withHandle(
        handle -> {
          Sums sums = sums(handle, condition);
          return sums.stats(
              from,
              shares(handle, condition, "provider_name"),
              shares(handle, condition, "model"),
              sessions.within(filter, ActiveSessions.STANDARD, now));
        });
  }

  private static Sums sums(Handle handle, SqlCondition condition) {
    Sums sums = new Sums();
    handle
        .createQuery(SUMS.formatted(condition.where()))
        .bindMap(condition.bindings())
        .map(
            (row, context) -> {
              sums.add(row);
              return sums;
            })
        .list();
    return sums;
  }

  private static Map<String, Stats.Share> shares(
      Handle handle, SqlCondition condition, String column) {
    String where =
        condition.where().isEmpty()
            ? "where %s is not null".formatted(column)
            : condition.where() + " and %s is not null".formatted(column);
    Map<String, Stats.Share> shares = new LinkedHashMap<>();
    handle
        .createQuery(SHARES.formatted(column, where))
        .bindMap(condition.bindings())
        .bind("shares", MAX_SHARES)
        .map((row, context) -> shares.put(row.getString("name"), share(row)))
        .list();
    return shares;
  }

  private static Stats.Share share(ResultSet row) throws SQLException {
    return new Stats.Share(
        row.getLong("requests"),
        row.getLong("pending"),
        row.getLong("errors"),
        row.getLong("tokens"),
        money(row.getBigDecimal("cost")));
  }

  /** Without trailing zeros, and 0 for the sum of nothing. */
  static BigDecimal money(BigDecimal sum) {
    if (sum == null || sum.signum() == 0) {
      return BigDecimal.ZERO;
    }
    BigDecimal stripped = sum.stripTrailingZeros();
    return stripped.scale() < 0 ? stripped.setScale(0, RoundingMode.UNNECESSARY) : stripped;
  }

  /** The sums of each status, added up. */
  private static final class Sums {
    private final Map<RequestStatus, Long> byStatus = new EnumMap<>(RequestStatus.class);
    private BigDecimal cost = BigDecimal.ZERO;
    private long unpriced;
    private long input;
    private long output;
    private long cacheCreation;
    private long cacheRead;
    private long tokens;
    private Long duration;

    void add(ResultSet row) throws SQLException {
      RequestStatus status = RequestStatus.of(row.getString("status")).orElseThrow();
      byStatus.put(status, row.getLong("requests"));
      cost = cost.add(money(row.getBigDecimal("cost")));
      unpriced += row.getLong("unpriced");
      input += row.getLong("input");
      output += row.getLong("output");
      cacheCreation += row.getLong("cache_creation");
      cacheRead += row.getLong("cache_read");
      tokens += row.getLong("tokens");
      BigDecimal average = row.getBigDecimal("duration");
      if (status == RequestStatus.COMPLETED && average != null) {
        duration = average.setScale(0, RoundingMode.HALF_UP).longValueExact();
      }
    }

    Stats stats(
        Instant from,
        Map<String, Stats.Share> providers,
        Map<String, Stats.Share> models,
        List<ActiveSession> active) {
      return new Stats(
          from,
          byStatus.values().stream().mapToLong(Long::longValue).sum(),
          count(RequestStatus.PENDING),
          byStatus,
          successRate(),
          money(cost),
          unpriced,
          input,
          output,
          cacheCreation,
          cacheRead,
          tokens,
          duration,
          providers,
          models,
          active);
    }

    private Double successRate() {
      long completed = count(RequestStatus.COMPLETED);
      long ended = completed + count(RequestStatus.ERROR) + count(RequestStatus.TIMEOUT);
      return ended == 0 ? null : (double) completed / ended;
    }

    private long count(RequestStatus status) {
      return byStatus.getOrDefault(status, 0L);
    }
  }
}
