package org.tokentail.it;

import static org.awaitility.Awaitility.await;

import java.net.http.HttpRequest;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.concurrent.Callable;
import java.util.function.LongSupplier;

/**
 * Comes and goes at random, resumes where it was each time, and writes down every change it gets.
 */
final class RestlessClient implements Callable<List<SseEvent>> {
  private static final int MAX_EVENTS_A_CONNECTION = 60;
  private static final Duration PATIENCE = Duration.ofSeconds(60);

  private final Api api;
  private final Random random;
  private final LongSupplier end;
  private final List<SseEvent> changes = new ArrayList<>();
  private String position;

  /**
   * @param position where it begins
   * @param end seq of the last change it waits for, as far as known
   */
  RestlessClient(Api api, long seed, String position, LongSupplier end) {
    this.api = api;
    this.random = new Random(seed);
    this.position = position;
    this.end = end;
  }

  @Override
  public List<SseEvent> call() {
    long deadline = System.nanoTime() + PATIENCE.toNanos();
    while (SseEvent.seq(position) < end.getAsLong() && System.nanoTime() < deadline) {
      try (SseClient client = connected()) {
        readSome(client, random.nextInt(MAX_EVENTS_A_CONNECTION));
      }
    }
    return changes;
  }

  /** The server may take a moment to notice that the connection before is gone. */
  private SseClient connected() {
    return await()
        .pollDelay(Duration.ZERO)
        .atMost(PATIENCE)
        .until(() -> SseClient.tryOpen(request()), Optional::isPresent)
        .orElseThrow();
  }

  private HttpRequest.Builder request() {
    return random.nextBoolean()
        ? api.request("logs/stream").header("Last-Event-ID", position)
        : api.request("logs/stream?lastEventId=" + position);
  }

  /** Leaves after so many changes, or when there is nothing to read for a moment. */
  private void readSome(SseClient client, int atMost) {
    int taken = 0;
    Optional<SseEvent> event = client.poll(Duration.ofSeconds(5));
    while (event.isPresent() && taken < atMost) {
      if (event.get().isChange()) {
        changes.add(event.get());
        position = event.get().id();
        taken++;
      }
      event = client.poll(Duration.ofMillis(300));
    }
  }
}
