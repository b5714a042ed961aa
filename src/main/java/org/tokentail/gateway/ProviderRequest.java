package org.tokentail.gateway;

import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublisher;
import java.net.http.HttpRequest.BodyPublishers;
import org.tokentail.gateway.caller.CallerBody;
import org.tokentail.gateway.channel.Channel;

/** A caller's request as it goes to a provider. */
final class ProviderRequest {
  private ProviderRequest() {}

  /**
   * @param whole null: the body comes in pieces
   * @throws IllegalArgumentException its method or URL cannot be sent
   */
  static HttpRequest of(Call call, Channel channel, byte[] whole, CallerBody pieces) {
    boolean keyPasses = !channel.suppliesKey() && !call.key().isOursInQuery(call.route());
    HttpRequest.Builder request =
        HttpRequest.newBuilder(call.route().at(channel, keyPasses))
            .method(call.route().method(), publisher(whole, pieces));
    PassedHeaders.toProvider(call.head(), call.key(), channel, request);
    return request.build();
  }

  private static BodyPublisher publisher(byte[] whole, CallerBody pieces) {
    if (whole != null) {
      return whole.length == 0 ? BodyPublishers.noBody() : BodyPublishers.ofByteArray(whole);
    }
    return pieces.length() > 0
        ? BodyPublishers.fromPublisher(pieces, pieces.length())
        : BodyPublishers.fromPublisher(pieces);
  }
}
