package org.tokentail.it;

import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;

/** The JDK's HttpClient, which knows nothing of event streams. */
final class JdkClient implements AutoCloseable {
  private final URI stream;
  private final ByHand reading;

  JdkClient(URI stream, Inbox inbox) {
    this.stream = stream;
    reading = new ByHand(inbox, this::open);
  }

  private InputStream open(String position) throws IOException {
    HttpRequest.Builder request = HttpRequest.newBuilder(stream).header("x-api-key", Api.KEY);
    if (position != null) {
      request.header("Last-Event-ID", position);
    }
    HttpResponse<InputStream> response = Api.send(request.build(), BodyHandlers.ofInputStream());
    if (response.statusCode() != 200) {
      throw new IOException("Status " + response.statusCode());
    }
    return response.body();
  }

  @Override
  public void close() throws IOException {
    reading.close();
  }
}
