package org.tokentail.it;

import jakarta.ws.rs.client.Client;
import jakarta.ws.rs.client.ClientBuilder;
import jakarta.ws.rs.client.ClientRequestFilter;
import jakarta.ws.rs.sse.SseEventSource;
import java.net.URI;

/** Jersey's SseEventSource, the client side of JAX-RS. It reconnects by itself. */
final class JerseyClient implements AutoCloseable {
  private final Client client = ClientBuilder.newClient();
  private final SseEventSource source;

  JerseyClient(URI stream, Inbox inbox) {
    ClientRequestFilter key = request -> request.getHeaders().putSingle("x-api-key", Api.KEY);
    client.register(key);
    source = SseEventSource.target(client.target(stream)).build();
    source.register(event -> inbox.add(event.getId(), event.getName(), event.readData()));
    source.open();
  }

  @Override
  public void close() {
    source.close();
    client.close();
  }
}
