package org.tokentail.stats;

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
  static Group of(RequestLog log) {
    Target target = log.state().target();
    return new Group(
        log.state().status(), known(target.providerName()), known(target.model()), Figures.of(log));
  }

  static Group of(RollupKey key, Figures figures) {
    return new Group(key.status(), known(key.provider()), known(key.model()), figures);
  }

  /** An empty name names nobody. */
  static String known(String name) {
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
}
