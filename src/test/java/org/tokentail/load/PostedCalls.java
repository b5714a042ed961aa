package org.tokentail.load;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;

/** Calls that write, on connections that are kept. Thread-safe. */
final class PostedCalls {
  /** The status of a server that is full at the moment. */
  static final int COME_BACK = 503;

  /** Shorter than its Retry-After says: a test has seconds where an application has minutes. */
  static final int PAUSE_MILLIS = 50;

  private static final HttpClient CLIENT =
      HttpClient.newBuilder()
          .version(HttpClient.Version.HTTP_1_1)
          .connectTimeout(Duration.ofSeconds(5))
          .build();

  private final URI logs;
  private final String key;

  PostedCalls(URI logs, String key) {
    this.logs = logs;
    this.key = key;
  }

  /** The status, or 0: no answer within 20 s. */
  int post(String json) throws InterruptedException {
    HttpRequest request =
        HttpRequest.newBuilder(logs)
            .timeout(Duration.ofSeconds(20))
            .header("x-api-key", key)
            .header("Content-Type", "application/json")
            .POST(BodyPublishers.ofString(json))
            .build();
    try {
      return CLIENT.send(request, BodyHandlers.discarding()).statusCode();
    } catch (IOException e) {
      return 0;
    }
  }
}
