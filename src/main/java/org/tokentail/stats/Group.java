package org.tokentail.stats;

import java.math.BigDecimal;
import java.sql.ResultSet;
import java.sql.SQLException;
import org.tokentail.log.Cost;
import org.tokentail.log.RequestLog;
import org.tokentail.log.RequestStatus;
import org.tokentail.log.Target;
import org.tokentail.log.Usage;

/**
 * What records of one status, provider and model come to: a row of sums, or a single record.
 *
 * @param provider null when none is known
 * @param model null when none is known
 */
record Group(RequestStatus status, String provider, String model, Figures figures) {
  /** What SQL groups by. */
  static final String KEYS = "status, provider_name, model";

  /** What {@link #read} reads, beside the keys. */
  static final String SUMS =
      """
      count(*) as requests,
      sum(case when status <> 'pending' and total_tokens > 0 and price is null then 1 else 0 end) as unpriced,
      sum(input_tokens) as input, sum(output_tokens) as output,
      sum(cache_creation_input_tokens) as cache_creation, sum(cache_read_input_tokens) as cache_read,
      sum(total_tokens) as tokens, sum(price) as cost,
      sum(case when status = 'completed' then duration_ms end) as duration,
      count(case when status = 'completed' then duration_ms end) as timed
      """;

  /** The same of a single record, without grouping. */
  static final String OF_ONE =
      """
      status, provider_name, model, 1 as requests,
      case when status <> 'pending' and total_tokens > 0 and price is null then 1 else 0 end as unpriced,
      input_tokens as input, output_tokens as output,
      cache_creation_input_tokens as cache_creation, cache_read_input_tokens as cache_read,
      total_tokens as tokens, price as cost,
      case when status = 'completed' then duration_ms end as duration,
      case when status = 'completed' and duration_ms is not null then 1 else 0 end as timed
      """;

  static Group read(ResultSet row) throws SQLException {
    return new Group(
        RequestStatus.of(row.getString("status")).orElseThrow(),
        row.getString("provider_name"),
        row.getString("model"),
        new Figures(
            row.getLong("requests"),
            row.getLong("unpriced"),
            row.getLong("input"),
            row.getLong("output"),
            row.getLong("cache_creation"),
            row.getLong("cache_read"),
            row.getLong("tokens"),
            orZero(row.getBigDecimal("cost")),
            row.getLong("duration"),
            row.getLong("timed")));
  }

  static Group of(RequestLog log) {
    RequestStatus status = log.state().status();
    Target target = log.state().target();
    Usage usage = log.state().usage();
    Cost cost = log.state().cost();
    long tokens = orZero(usage.totalTokens());
    Long duration = status == RequestStatus.COMPLETED ? log.state().timing().durationMs() : null;
    return new Group(
        status,
        target.providerName(),
        target.model(),
        new Figures(
            1,
            status.isFinal() && tokens > 0 && cost.price() == null ? 1 : 0,
            orZero(usage.inputTokens()),
            orZero(usage.outputTokens()),
            orZero(usage.cacheCreationInputTokens()),
            orZero(usage.cacheReadInputTokens()),
            tokens,
            orZero(cost.price()),
            orZero(duration),
            duration == null ? 0 : 1));
  }

  /** What takes this out again when it is added. */
  Group negated() {
    return new Group(status, provider, model, figures.negated());
  }

  /** The same under other names. */
  Group named(String otherProvider, String otherModel) {
    return new Group(status, otherProvider, otherModel, figures);
  }

  Stats.Share share() {
    boolean failed = status == RequestStatus.ERROR || status == RequestStatus.TIMEOUT;
    return new Stats.Share(
        figures.requests(),
        status == RequestStatus.PENDING ? figures.requests() : 0,
        failed ? figures.requests() : 0,
        figures.totalTokens(),
        figures.cost());
  }

  private static long orZero(Long value) {
    return value == null ? 0 : value;
  }

  private static BigDecimal orZero(BigDecimal value) {
    return value == null ? BigDecimal.ZERO : value;
  }
}
