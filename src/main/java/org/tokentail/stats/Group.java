package org.tokentail.stats;

import java.math.BigDecimal;
import java.sql.ResultSet;
import java.sql.SQLException;
import org.tokentail.log.RequestLog;
import org.tokentail.log.RequestStatus;
import org.tokentail.log.Target;
import org.tokentail.rollup.Figures;
import org.tokentail.rollup.RollupKey;

/**
 * What records of one status, provider and model come to: a row of sums, or a single record.
 *
 * @param provider null when none is known
 * @param model null when none is known
 */
record Group(RequestStatus status, String provider, String model, Figures figures) {
  /** What {@link #read} reads of a single record. */
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
        known(row.getString("provider_name")),
        known(row.getString("model")),
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
    Target target = log.state().target();
    return new Group(
        log.state().status(), known(target.providerName()), known(target.model()), Figures.of(log));
  }

  static Group of(RollupKey key, Figures figures) {
    return new Group(key.status(), known(key.provider()), known(key.model()), figures);
  }

  /** An empty name names nobody. */
  private static String known(String name) {
    return name == null || name.isEmpty() ? null : name;
  }

  /** What takes this out again when it is added. */
  Group negated() {
    return new Group(status, provider, model, figures.negated());
  }

  /** The same under other names. */
  Group named(String otherProvider, String otherModel) {
    return new Group(status, otherProvider, otherModel, figures);
  }

  /** Without requests where these are attempts: the request that they belong to counts. */
  Stats.Share share() {
    boolean failed = status == RequestStatus.ERROR || status == RequestStatus.TIMEOUT;
    return new Stats.Share(
        status.isAttempt() ? 0 : figures.requests(),
        status == RequestStatus.PENDING ? figures.requests() : 0,
        failed ? figures.requests() : 0,
        figures.totalTokens(),
        figures.cost());
  }

  private static BigDecimal orZero(BigDecimal value) {
    return value == null ? BigDecimal.ZERO : value;
  }
}
