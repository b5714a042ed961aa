package org.tokentail.bench.journal;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;

/**
 * Readers that ask one question after the other, each as soon as it has its answer; who is refused
 * comes back when it is told to. They begin at once. Thread-safe.
 */
final class ReaderCrowd implements AutoCloseable {
  private static final Duration LONGEST = Duration.ofMinutes(2);

  private final URI application;
  private final String key;
  private final List<String> paths;
  private final HttpClient client =
      HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();
  private final AtomicLong answered = new AtomicLong();
  private final AtomicLong refused = new AtomicLong();
  private final AtomicLong failed = new AtomicLong();
  private final List<Thread> threads = new ArrayList<>();
  private volatile boolean closed;

  /**
   * @param paths each reader's own first, then the others in turn
   */
  ReaderCrowd(URI application, String key, int readers, List<String> paths) {
    this.application = application;
    this.key = key;
    this.paths = List.copyOf(paths);
    for (int i = 0; i < readers; i++) {
      int first = i;
      Thread thread = new Thread(() -> read(first), "reader-" + i);
      thread.setDaemon(true);
      threads.add(thread);
      thread.start();
    }
  }

  long answered() {
    return answered.get();
  }

  /** Answers of 503. */
  long refused() {
    return refused.get();
  }

  /** Any other answer, and none. */
  long failed() {
    return failed.get();
  }

  private void read(int first) {
    try {
      for (int i = first; !closed; i++) {
        ask(paths.get(i % paths.size()));
      }
    } catch (InterruptedException e) {
      // closed
    }
  }

  private void ask(String path) throws InterruptedException {
    HttpRequest request =
        HttpRequest.newBuilder(application.resolve(path))
            .timeout(LONGEST)
            .header("x-api-key", key)
            .build();
    try {
      HttpResponse<Void> response = client.send(request, BodyHandlers.discarding());
      switch (response.statusCode()) {
        case 200 -> answered.incrementAndGet();
        case 503 -> {
          refused.incrementAndGet();
          TimeUnit.SECONDS.sleep(response.headers().firstValueAsLong("Retry-After").orElse(1));
        }
        default -> failed.incrementAndGet();
      }
    } catch (IOException e) {
      if (!closed) {
        failed.incrementAndGet();
        // A server that is gone would be asked thousands of times a second.
        TimeUnit.SECONDS.sleep(1);
      }
    }
  }

  /** Waits for questions under way, a moment. */
  @Override
  public void close() {
    closed = true;
    threads.forEach(Thread::interrupt);
    for (Thread thread : threads) {
      try {
        thread.join(TimeUnit.SECONDS.toMillis(5));
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
      }
    }
  }
}
