package org.tokentail.gateway.record;

import java.util.Map;
import org.tokentail.gateway.channel.Channel;
import org.tokentail.log.Caller;
import org.tokentail.log.Target;

/**
 * What is known of a call before its answer.
 *
 * @param type wire format
 * @param endpoint path at the provider
 * @param model null while unknown
 * @param stream null while unknown
 * @param metadata the caller's own
 */
public record Asking(
    String type,
    String endpoint,
    String model,
    Boolean stream,
    Caller caller,
    Map<String, Object> metadata) {

  /** Path and model made to fit. */
  public Asking {
    endpoint = Texts.fit(endpoint, Texts.ENDPOINT);
    model = Texts.fit(model, Texts.NAME);
    metadata = Map.copyOf(metadata);
  }

  Target target(Channel channel) {
    return new Target(
        type,
        channel.provider().wire(),
        channel.name(),
        channel.name(),
        model,
        null,
        endpoint,
        stream);
  }

  /** Without the way to the provider. */
  Target wanted() {
    return new Target(type, null, null, null, model, null, endpoint, stream);
  }

  static Target answeredBy(Target target, String model) {
    return new Target(
        target.type(),
        target.providerName(),
        target.channelId(),
        target.channelName(),
        target.model(),
        Texts.fit(model, Texts.NAME),
        target.endpoint(),
        target.stream());
  }
}
