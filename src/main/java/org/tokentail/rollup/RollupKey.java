package org.tokentail.rollup;

import java.util.Optional;
import org.tokentail.log.RequestLog;
import org.tokentail.log.RequestStatus;
import org.tokentail.log.Target;

/**
 * What the records of one sum have in common. Text that is unknown is empty, and so are the
 * components that its family does not tell apart.
 */
public record RollupKey(
    Family family,
    String provider,
    String channelId,
    String channelName,
    String model,
    String endpoint,
    String client,
    RequestStatus status) {

  static RollupKey target(RequestLog log) {
    Target target = log.state().target();
    return new RollupKey(
        Family.TARGET,
        known(target.providerName()),
        known(target.channelId()),
        known(target.channelName()),
        known(target.model()),
        known(target.endpoint()),
        "",
        log.state().status());
  }

  /** Empty for a record without a client. */
  static Optional<RollupKey> client(RequestLog log) {
    String client = known(log.state().caller().clientId());
    return client.isEmpty()
        ? Optional.empty()
        : Optional.of(
            new RollupKey(Family.CLIENT, "", "", "", "", "", client, log.state().status()));
  }

  /** The same at any endpoint. */
  RollupKey withoutEndpoint() {
    return new RollupKey(family, provider, channelId, channelName, model, "", client, status);
  }

  /** What is left when nothing else can be told apart. */
  static RollupKey rest(Family family, RequestStatus status) {
    return new RollupKey(family, "", "", "", "", "", "", status);
  }

  private static String known(String text) {
    return text == null ? "" : text;
  }
}
