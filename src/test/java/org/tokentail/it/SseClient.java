package org.tokentail.it;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.io.InputStream;
import java.net.http.HttpHeaders;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.function.Predicate;

/** A client of the stream. Its events wait in a queue until the test asks for them. */
final class SseClient implements AutoCloseable {
  static final Duration PATIENCE = Duration.ofSeconds(10);

  private final HttpResponse<InputStream> response;
  private final BlockingQueue<SseEvent> events = new LinkedBlockingQueue<>();
  private final Thread reader;

  private SseClient(HttpResponse<InputStream> response) {
    this.response = response;
    reader = new Thread(this::read, "sse-client");
    reader.setDaemon(true);
    reader.start();
  }

  /** Opens the stream with the key, and these parameters (empty, or beginning with {@code ?}). */
  static SseClient open(Api api, String parameters) {
    return open(api.request("logs/stream" + parameters));
  }

  /** Waits for a place: that the clients of other tests have gone is noticed a little later. */
  static SseClient open(HttpRequest.Builder request) {
    return await()
        .atMost(Duration.ofSeconds(70))
        .pollInterval(Duration.ofMillis(200))
        .until(() -> tryOpen(request), Optional::isPresent)
        .orElseThrow();
  }

  /** The stream, or nothing while the server has no room for one more. */
  static Optional<SseClient> tryOpen(HttpRequest.Builder request) {
    HttpResponse<InputStream> response = Api.send(request.build(), BodyHandlers.ofInputStream());
    if (response.statusCode() == 503) {
      close(response);
      return Optional.empty();
    }
    assertThat(response.statusCode()).isEqualTo(200);
    return Optional.of(new SseClient(response));
  }

  HttpHeaders headers() {
    return response.headers();
  }

  /** The next event of any kind. */
  SseEvent next() {
    return next(event -> true, PATIENCE);
  }

  /** The next event that is no log:stats or heartbeat. */
  SseEvent nextNews() {
    return next(event -> !event.isTick(), PATIENCE);
  }

  /** The next event of that name; others before it are dropped. */
  SseEvent next(String name, Duration patience) {
    return next(event -> event.name().equals(name), patience);
  }

  SseEvent next(Predicate<SseEvent> wanted, Duration patience) {
    long end = System.nanoTime() + patience.toNanos();
    Optional<SseEvent> event = poll(patience);
    while (event.isPresent() && !wanted.test(event.get())) {
      event = poll(Duration.ofNanos(end - System.nanoTime()));
    }
    return event.orElseThrow(() -> new AssertionError("No such event within " + patience));
  }

  /** The next event, if there is one in time. */
  Optional<SseEvent> poll(Duration patience) {
    try {
      return Optional.ofNullable(events.poll(patience.toMillis(), TimeUnit.MILLISECONDS));
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException(e);
    }
  }

  /** Whether the server has ended the stream. */
  boolean isOver() {
    return !reader.isAlive();
  }

  /** Goes without a word, as a client does that loses its network. */
  @Override
  public void close() {
    close(response);
  }

  private static void close(HttpResponse<InputStream> response) {
    try {
      response.body().close();
    } catch (IOException e) {
      throw new AssertionError("Closing an input needs no network", e);
    }
  }

  private void read() {
    try {
      new SseParser(events::add).read(response.body());
    } catch (IOException e) {
      // The stream is over; what was read until then counts.
    }
  }
}
