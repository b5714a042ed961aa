package org.tokentail.it;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.net.http.HttpHeaders;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;

/** A client of the stream as newline-delimited JSON, as a script would read it. */
final class LineClient implements AutoCloseable {
  private static final int PATIENCE_SECONDS = 10;

  private final HttpResponse<InputStream> response;
  private final BlockingQueue<String> lines = new LinkedBlockingQueue<>();

  private LineClient(HttpResponse<InputStream> response) {
    this.response = response;
    Thread reader = new Thread(this::read, "line-client");
    reader.setDaemon(true);
    reader.start();
  }

  static LineClient open(HttpRequest.Builder request) {
    // That the clients of other tests have gone is noticed a little later.
    HttpResponse<InputStream> response =
        await()
            .atMost(Duration.ofSeconds(70))
            .pollInterval(Duration.ofMillis(200))
            .until(
                () -> Api.send(request.build(), BodyHandlers.ofInputStream()),
                answer -> answer.statusCode() == 200);
    return new LineClient(response);
  }

  HttpHeaders headers() {
    return response.headers();
  }

  /** The next line that is no heartbeat or figures. */
  String next() {
    String line = poll();
    while (isTick(line)) {
      line = poll();
    }
    return line;
  }

  JsonNode nextJson() {
    return Answer.parse(next());
  }

  private static boolean isTick(String line) {
    String type = Answer.parse(line).path("type").asText();
    return type.equals("heartbeat") || type.equals("log:stats");
  }

  private String poll() {
    try {
      String line = lines.poll(PATIENCE_SECONDS, TimeUnit.SECONDS);
      assertThat(line).as("a line in time").isNotNull();
      return line;
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException(e);
    }
  }

  private void read() {
    try (BufferedReader reader =
        new BufferedReader(new InputStreamReader(response.body(), StandardCharsets.UTF_8))) {
      reader.lines().forEach(lines::add);
    } catch (IOException | UncheckedIOException e) {
      // The stream is over; what was read until then counts.
    }
  }

  @Override
  public void close() {
    try {
      response.body().close();
    } catch (IOException e) {
      throw new AssertionError("Closing an input needs no network", e);
    }
  }
}
