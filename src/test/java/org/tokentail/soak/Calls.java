package org.tokentail.soak;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;

/** Calls of the API with the key. Thread-safe. */
final class Calls {
  static final String KEY = "soak-test-key";

  private static final Duration PATIENCE = Duration.ofSeconds(20);
  private static final ObjectMapper MAPPER = new ObjectMapper();

  private final HttpClient client =
      HttpClient.newBuilder()
          .version(HttpClient.Version.HTTP_1_1)
          .connectTimeout(Duration.ofSeconds(5))
          .build();
  private final URI server;

  /**
   * @param server where the application is deployed, ending with a slash
   */
  Calls(URI server) {
    this.server = server;
  }

  /** The status of the answer to records that are to be written. */
  int post(String json) throws IOException {
    return write(json).statusCode();
  }

  /** The answer to records that are to be written. */
  HttpResponse<String> write(String json) throws IOException {
    return send(
        request("logs")
            .header("Content-Type", "application/json")
            .POST(BodyPublishers.ofString(json)));
  }

  /** Whatever is answered. */
  HttpResponse<String> answer(String path) throws IOException {
    return send(request(path));
  }

  /** An answer that must be 200. */
  JsonNode get(String path) throws IOException {
    HttpResponse<String> response = send(request(path));
    if (response.statusCode() != 200) {
      throw new IOException("GET %s: %d".formatted(path, response.statusCode()));
    }
    return MAPPER.readTree(response.body());
  }

  /** The body of an answer, to be read bit by bit. */
  InputStream body(String path) throws IOException {
    try {
      return client.send(request(path).build(), BodyHandlers.ofInputStream()).body();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException(e);
    }
  }

  /** How far the feed of changes has come. */
  String head() throws IOException {
    return get("logs?limit=1").path("cursor").asText();
  }

  private HttpRequest.Builder request(String path) {
    return HttpRequest.newBuilder(server.resolve("api/" + path))
        .timeout(PATIENCE)
        .header("x-api-key", KEY);
  }

  private HttpResponse<String> send(HttpRequest.Builder request) throws IOException {
    try {
      return client.send(request.build(), BodyHandlers.ofString());
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException(e);
    }
  }
}
