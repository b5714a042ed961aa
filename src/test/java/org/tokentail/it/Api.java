package org.tokentail.it;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.URL;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.UUID;

/** Calls the server under test, as any client would. Thread-safe. */
final class Api {
  static final String KEY = System.getenv("TOKENTAIL_KEY");

  private static final Duration TIMEOUT = Duration.ofSeconds(30);
  private static final HttpClient CLIENT =
      HttpClient.newBuilder()
          .version(HttpClient.Version.HTTP_1_1)
          .connectTimeout(Duration.ofSeconds(5))
          .build();

  private final URI base;

  /**
   * @param deployed where Arquillian deployed the application. Its host is the machine's own
   *     address; the server listens on the loopback only.
   */
  Api(URL deployed) {
    base = URI.create("http://127.0.0.1:%d%s".formatted(deployed.getPort(), deployed.getPath()));
  }

  /** Where the application is deployed, ending with a slash. */
  URI base() {
    return base;
  }

  /** A text that no other test uses, for an id, a session or a client. */
  static String unique(String prefix) {
    return prefix + "-" + UUID.randomUUID();
  }

  /** A request without a key, to a path under {@code api/}. */
  HttpRequest.Builder anonymous(String path) {
    return HttpRequest.newBuilder(base.resolve("api/" + path)).timeout(TIMEOUT);
  }

  /** A request with the key. */
  HttpRequest.Builder request(String path) {
    return anonymous(path).header("x-api-key", KEY);
  }

  Answer send(HttpRequest.Builder request) {
    HttpResponse<String> response = send(request.build(), BodyHandlers.ofString());
    return new Answer(response.statusCode(), response.headers(), response.body());
  }

  static <T> HttpResponse<T> send(HttpRequest request, HttpResponse.BodyHandler<T> handler) {
    try {
      return CLIENT.send(request, handler);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException(e);
    }
  }

  /** Whatever comes of it. */
  static void sendAndForget(HttpRequest request) {
    try {
      send(request, BodyHandlers.discarding());
    } catch (UncheckedIOException e) {
      // no answer in time
    }
  }

  Answer get(String path) {
    return send(request(path));
  }

  Answer post(String json) {
    return post("application/json", json);
  }

  Answer post(String contentType, String body) {
    return send(
        request("logs").header("Content-Type", contentType).POST(BodyPublishers.ofString(body)));
  }

  /** A call without a body. */
  Answer call(String path) {
    return send(request(path).POST(BodyPublishers.noBody()));
  }

  Answer patch(String id, String json) {
    return send(
        request("logs/" + id)
            .header("Content-Type", "application/json")
            .method("PATCH", BodyPublishers.ofString(json)));
  }

  /** Stores a record and gives its id. */
  String created(String json) {
    return post(json).is(201).ids().get(0);
  }
}
