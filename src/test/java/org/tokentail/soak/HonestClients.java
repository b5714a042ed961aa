package org.tokentail.soak;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import org.HdrHistogram.ConcurrentHistogram;
import org.HdrHistogram.Histogram;

/**
 * Clients that ask for the page, health and records, and write one now and then: each call some 50
 * ms after the one before. Thread-safe.
 */
final class HonestClients implements AutoCloseable {
  private static final Duration PATIENCE = Duration.ofSeconds(10);
  private static final int PAUSE_MS = 50;

  private final HttpClient client =
      HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();
  private final Histogram micros = new ConcurrentHistogram(3);
  private final AtomicLong failed = new AtomicLong();
  private final CountDownLatch over = new CountDownLatch(1);
  private final ExecutorService threads;
  private final List<HttpRequest> calls;

  HonestClients(URI server, int count) {
    calls =
        List.of(
            request(server, "api/health").build(),
            request(server, "").build(),
            request(server, "api/logs?limit=20").build(),
            request(server, "api/logs")
                .header("Content-Type", "application/json")
                .POST(BodyPublishers.ofString("{\"model\":\"m\",\"status\":\"completed\"}"))
                .build());
    threads = Executors.newFixedThreadPool(count);
    for (int i = 0; i < count; i++) {
      int first = i;
      threads.execute(() -> run(first));
    }
  }

  private static HttpRequest.Builder request(URI server, String path) {
    return HttpRequest.newBuilder(server.resolve(path))
        .timeout(PATIENCE)
        .header("x-api-key", Calls.KEY);
  }

  private void run(int first) {
    try {
      for (int i = first; !over.await(PAUSE_MS, TimeUnit.MILLISECONDS); i++) {
        call(calls.get(i % calls.size()));
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private void call(HttpRequest request) throws InterruptedException {
    long began = System.nanoTime();
    try {
      if (client.send(request, BodyHandlers.discarding()).statusCode() >= 300) {
        failed.incrementAndGet();
      }
    } catch (IOException e) {
      failed.incrementAndGet();
    }
    micros.recordValue(TimeUnit.NANOSECONDS.toMicros(System.nanoTime() - began));
  }

  /** Calls that were not answered, or not with what was asked for. */
  long failed() {
    return failed.get();
  }

  /** How long calls took, failed ones too. */
  Histogram micros() {
    return micros.copy();
  }

  @Override
  public void close() {
    over.countDown();
    threads.shutdown();
    try {
      threads.awaitTermination(1, TimeUnit.MINUTES);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
