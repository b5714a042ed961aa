package org.tokentail.bench.journal;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.HdrHistogram.Histogram;

/** Calls that read, one after the other on one connection. For one thread. */
final class Calls {
  private static final Duration LONGEST = Duration.ofMinutes(2);
  private static final ObjectMapper MAPPER = new ObjectMapper();

  private final HttpClient client =
      HttpClient.newBuilder()
          .version(HttpClient.Version.HTTP_1_1)
          .connectTimeout(Duration.ofSeconds(5))
          .build();
  private final URI application;
  private final String key;

  Calls(URI application, String key) {
    this.application = application;
    this.key = key;
  }

  /**
   * @throws IllegalStateException when the answer is not 200
   */
  byte[] get(String path) {
    return send(path, "GET", 200).body();
  }

  /** Returns at once where the server goes on by itself. */
  void delete(String path) {
    send(path, "DELETE", 202);
  }

  private HttpResponse<byte[]> send(String path, String method, int accepted) {
    HttpRequest request =
        HttpRequest.newBuilder(application.resolve(path))
            .method(method, HttpRequest.BodyPublishers.noBody())
            .timeout(LONGEST)
            .header("x-api-key", key)
            .build();
    try {
      HttpResponse<byte[]> response = client.send(request, BodyHandlers.ofByteArray());
      if (response.statusCode() != 200 && response.statusCode() != accepted) {
        throw new IllegalStateException(
            "%s: %d %s".formatted(path, response.statusCode(), new String(response.body(), UTF_8)));
      }
      return response;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException(e);
    }
  }

  JsonNode json(String path) {
    try {
      return MAPPER.readTree(get(path));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** How long so many calls took, in microseconds, until the last byte; in turn of these paths. */
  Histogram timed(List<String> paths, int calls) {
    Histogram micros = new Histogram(TimeUnit.MINUTES.toMicros(10), 3);
    for (int i = 0; i < calls; i++) {
      String path = paths.get(i % paths.size());
      long begin = System.nanoTime();
      get(path);
      micros.recordValue((System.nanoTime() - begin) / 1_000);
    }
    return micros;
  }
}
