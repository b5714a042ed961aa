package org.tokentail.bench;

import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Flow;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import org.HdrHistogram.ConcurrentHistogram;
import org.HdrHistogram.Histogram;
import org.tokentail.load.ProviderScripts;
import org.tokentail.load.ServerOptions;
import org.tokentail.load.ServerProcess;
import org.tokentail.load.TestProvider;

/**
 * What the gateway adds to a direct connection, both in one run and in turn (docs/PERFORMANCE.md,
 * "The gateway"): time to the first token of 200 streams at once, and the throughput of a provider
 * that answers at once.
 */
public final class GatewayBenchmark {
  private static final String KEY = "gateway-benchmark-key";
  private static final int STREAMS = 200;
  private static final int CALLERS = 16;
  private static final int ROUNDS = Integer.getInteger("bench.rounds", 3);
  private static final long SECONDS = Long.getLong("bench.gateway.seconds", 8);
  private static final long TICK_MILLIS = 100;
  private static final int TICKS = 10;

  private final HttpClient client =
      HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();

  private GatewayBenchmark() {}

  public static void main(String[] arguments) throws InterruptedException {
    try (TestProvider provider = TestProvider.start(GatewayBenchmark::answer, false);
        ServerProcess server =
            ServerProcess.start(
                ServerOptions.ofTokentail()
                    .jvm("-Xmx1g")
                    .setting("tokentail.key", KEY)
                    .setting("tokentail.gateway.anthropic.url", provider.uri()))) {
      URI direct = provider.uri().resolve("/v1/messages");
      URI through = server.uri().resolve("gateway/anthropic/v1/messages");
      GatewayBenchmark benchmark = new GatewayBenchmark();
      System.out.printf("warming up%n");
      benchmark.firstTokens(through);
      benchmark.throughput(through);
      benchmark.throughput(direct);
      for (int round = 1; round <= ROUNDS; round++) {
        show(round, "direct", benchmark.firstTokens(direct), benchmark.throughput(direct));
        show(round, "gateway", benchmark.firstTokens(through), benchmark.throughput(through));
      }
    }
  }

  private static void show(int round, String way, Histogram micros, double rate) {
    System.out.printf(
        "round %d, %-7s: first token p50 %.1f ms, p99 %.1f ms of %,d streams; %,.0f answers/s%n",
        round,
        way,
        micros.getValueAtPercentile(50) / 1e3,
        micros.getValueAtPercentile(99) / 1e3,
        micros.getTotalCount(),
        rate);
  }

  private static void answer(TestProvider.Received request, org.tokentail.load.ProviderWire wire)
      throws java.io.IOException, InterruptedException {
    if (!request.text().contains("\"stream\":true")) {
      wire.json(200, ProviderScripts.ANTHROPIC_MESSAGE);
      return;
    }
    List<String> events = ProviderScripts.events(ProviderScripts.ANTHROPIC_STREAM);
    wire.events().chunk(String.join("", events.subList(0, 4)));
    for (int tick = 0; tick < TICKS; tick++) {
      TimeUnit.MILLISECONDS.sleep(TICK_MILLIS);
      wire.chunk(events.get(4));
    }
    wire.chunk(String.join("", events.subList(5, events.size())));
    wire.end();
  }

  /**
   * Microseconds until the first bytes of the body: the provider sends its first token with them.
   */
  private Histogram firstTokens(URI target) {
    ConcurrentHistogram micros = new ConcurrentHistogram(3);
    long end = System.nanoTime() + Duration.ofSeconds(SECONDS).toNanos();
    CompletableFuture<?>[] callers = new CompletableFuture<?>[STREAMS];
    for (int i = 0; i < STREAMS; i++) {
      callers[i] = stream(target, micros, end);
    }
    CompletableFuture.allOf(callers).join();
    return micros;
  }

  private CompletableFuture<Object> stream(URI target, ConcurrentHistogram micros, long end) {
    long begun = System.nanoTime();
    return client
        .sendAsync(
            request(target, true),
            info -> HttpResponse.BodySubscribers.fromSubscriber(new First(micros, begun)))
        .thenCompose(
            done ->
                System.nanoTime() < end
                    ? stream(target, micros, end)
                    : CompletableFuture.completedFuture(null));
  }

  private record First(ConcurrentHistogram micros, long begun, AtomicLong seen)
      implements Flow.Subscriber<List<ByteBuffer>> {
    First(ConcurrentHistogram micros, long begun) {
      this(micros, begun, new AtomicLong());
    }

    @Override
    public void onSubscribe(Flow.Subscription subscription) {
      subscription.request(Long.MAX_VALUE);
    }

    @Override
    public void onNext(List<ByteBuffer> bytes) {
      if (seen.getAndIncrement() == 0) {
        micros.recordValue((System.nanoTime() - begun) / 1_000);
      }
    }

    @Override
    public void onError(Throwable failure) {
      throw new IllegalStateException(failure);
    }

    @Override
    public void onComplete() {}
  }

  /** Answers a second of a few callers that ask again as soon as they are answered. */
  private double throughput(URI target) {
    AtomicLong answers = new AtomicLong();
    long begun = System.nanoTime();
    long end = begun + Duration.ofSeconds(SECONDS).toNanos();
    CompletableFuture<?>[] callers = new CompletableFuture<?>[CALLERS];
    for (int i = 0; i < CALLERS; i++) {
      callers[i] =
          CompletableFuture.runAsync(
              () -> ask(target, answers, end), work -> new Thread(work, "caller").start());
    }
    CompletableFuture.allOf(callers).join();
    return answers.get() / ((System.nanoTime() - begun) / 1e9);
  }

  private void ask(URI target, AtomicLong answers, long end) {
    while (System.nanoTime() < end) {
      HttpResponse<byte[]> answer =
          client.sendAsync(request(target, false), BodyHandlers.ofByteArray()).join();
      if (answer.statusCode() != 200) {
        throw new IllegalStateException("HTTP " + answer.statusCode());
      }
      answers.incrementAndGet();
    }
  }

  private static HttpRequest request(URI target, boolean stream) {
    return HttpRequest.newBuilder(target)
        .header("x-tokentail-key", KEY)
        .header("content-type", "application/json")
        .POST(
            BodyPublishers.ofString(
                "{\"model\":\"claude-sonnet-4-5\",\"stream\":%s}".formatted(stream)))
        .build();
  }
}
