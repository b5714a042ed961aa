package org.tokentail.stats;

import java.time.Instant;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import org.tokentail.log.RequestStatus;
import org.tokentail.rollup.Figures;

/** Groups of records added up. Not thread-safe. */
final class Sums {
  private final Map<RequestStatus, Figures> byStatus = new EnumMap<>(RequestStatus.class);
  private final Shares byProvider = new Shares();
  private final Shares byModel = new Shares();

  Sums add(Group group) {
    add(group.status(), group.figures());
    if (!group.status().isAttempt()) {
      Stats.Share share = group.share();
      byProvider.add(group.provider(), share);
      byModel.add(group.model(), share);
    }
    return this;
  }

  void subtract(Sums other) {
    other.byStatus.forEach((status, figures) -> add(status, figures.negated()));
    byProvider.subtract(other.byProvider);
    byModel.subtract(other.byModel);
  }

  private void add(RequestStatus status, Figures figures) {
    byStatus.merge(
        status,
        figures,
        (a, b) -> {
          Figures sum = a.plus(b);
          // Null removes the entry.
          return sum.requests() == 0 ? null : sum;
        });
  }

  Stats stats(Instant from, List<ActiveSession> active) {
    Figures all = byStatus.values().stream().reduce(Figures.NONE, Figures::plus);
    Map<RequestStatus, Long> counts = new EnumMap<>(RequestStatus.class);
    byStatus.forEach((status, figures) -> counts.put(status, figures.requests()));
    return new Stats(
        from,
        all.requests() - count(RequestStatus.FAILOVER) - count(RequestStatus.RETRY_WAIT),
        count(RequestStatus.PENDING),
        counts,
        successRate(),
        Money.of(all.cost()),
        all.unpriced(),
        all.inputTokens(),
        all.outputTokens(),
        all.cacheCreationInputTokens(),
        all.cacheReadInputTokens(),
        all.totalTokens(),
        all.timed() == 0 ? null : Math.round((double) all.durationMs() / all.timed()),
        byProvider.largest(),
        byModel.largest(),
        active);
  }

  private Double successRate() {
    long completed = count(RequestStatus.COMPLETED);
    long ended = completed + count(RequestStatus.ERROR) + count(RequestStatus.TIMEOUT);
    return ended == 0 ? null : (double) completed / ended;
  }

  private long count(RequestStatus status) {
    return byStatus.getOrDefault(status, Figures.NONE).requests();
  }
}
