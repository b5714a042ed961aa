package org.tokentail.bench;

import java.io.IOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.HdrHistogram.Histogram;
import org.tokentail.load.ProviderScripts;
import org.tokentail.load.ProviderWire;
import org.tokentail.load.ServerOptions;
import org.tokentail.load.ServerProcess;
import org.tokentail.load.TestProvider;
import org.tokentail.load.Vitals;

/**
 * What the gateway adds to a direct connection, both in one run and in turn (docs/PERFORMANCE.md,
 * "The gateway"): time to the first token while 200 streams are open, the same of 200 that begin at
 * once, and the throughput of a provider that answers at once, and of one that takes 10 ms.
 */
public final class GatewayBenchmark {
  private static final String KEY = "gateway-benchmark-key";
  private static final int ROUNDS = Integer.getInteger("bench.rounds", 3);
  private static final long SECONDS = Long.getLong("bench.gateway.seconds", 8);
  private static final long WARM_UP_SECONDS = Long.getLong("bench.gateway.warmup", 60);
  private static final int FAST_MILLIS = 10;
  private static final String WAITS = "\"wait_ms\":" + FAST_MILLIS;
  private static final long TICK_MILLIS = 100;
  private static final int TICKS = 20;
  private static final Duration LIFE = Duration.ofMillis(TICK_MILLIS * TICKS);

  private static final byte[] FIRST_EVENTS = events(0, 4);
  private static final byte[] EVENT = events(4, 5);
  private static final byte[] LAST_EVENTS = events(5, 12);

  private GatewayBenchmark() {}

  private static byte[] events(int from, int to) {
    List<String> all = ProviderScripts.events(ProviderScripts.ANTHROPIC_STREAM);
    return String.join("", all.subList(from, to)).getBytes(StandardCharsets.UTF_8);
  }

  public static void main(String[] arguments) {
    try (TestProvider provider = TestProvider.start(GatewayBenchmark::answer, false);
        ServerProcess server =
            ServerProcess.start(
                ServerOptions.ofTokentail()
                    .jvm("-Xmx1g")
                    .setting("tokentail.key", KEY)
                    .setting("tokentail.gateway.anthropic.url", provider.uri()))) {
      URI direct = provider.uri().resolve("/v1/messages");
      URI through = server.uri().resolve("gateway/anthropic/v1/messages");
      warmUp(direct, through);
      for (int round = 1; round <= ROUNDS; round++) {
        measure(round, "direct", new GatewayLoad(direct, KEY, SECONDS), server.vitals());
        measure(round, "gateway", new GatewayLoad(through, KEY, SECONDS), server.vitals());
      }
    }
  }

  /** A third of it for each of what follows. */
  private static void warmUp(URI direct, URI through) {
    System.out.printf("warming up for %d s%n", WARM_UP_SECONDS);
    GatewayLoad gateway = new GatewayLoad(through, KEY, WARM_UP_SECONDS / 3);
    gateway.throughput(0);
    gateway.spread(LIFE);
    gateway.burst();
    new GatewayLoad(direct, KEY, Math.min(SECONDS, WARM_UP_SECONDS / 3)).throughput(0);
  }

  private static void measure(int round, String way, GatewayLoad load, Vitals server) {
    Histogram spread = load.spread(LIFE);
    Histogram burst = load.burst();
    Duration before = server.cpu();
    GatewayLoad.Answers answers = load.throughput(0);
    long micros = server.cpu().minus(before).toNanos() / 1_000;
    GatewayLoad.Answers fast = load.throughput(FAST_MILLIS);
    System.out.printf(
        "round %d, %-7s: %s; %s; %,.0f answers/s, %,d µs CPU of the server each; %,.0f answers/s of %d ms%n",
        round,
        way,
        words("200 streams open", spread),
        words("200 at once", burst),
        answers.perSecond(),
        micros / answers.count(),
        fast.perSecond(),
        FAST_MILLIS);
  }

  private static String words(String what, Histogram micros) {
    return "%s: first token p50 %.1f ms, p99 %.1f ms of %,d"
        .formatted(
            what,
            micros.getValueAtPercentile(50) / 1e3,
            micros.getValueAtPercentile(99) / 1e3,
            micros.getTotalCount());
  }

  private static void answer(TestProvider.Received request, ProviderWire wire)
      throws IOException, InterruptedException {
    if (!request.text().contains("\"stream\":true")) {
      if (request.text().contains(WAITS)) {
        TimeUnit.MILLISECONDS.sleep(FAST_MILLIS);
      }
      wire.json(200, ProviderScripts.ANTHROPIC_MESSAGE);
      return;
    }
    wire.events().chunk(FIRST_EVENTS);
    for (int tick = 0; tick < TICKS; tick++) {
      TimeUnit.MILLISECONDS.sleep(TICK_MILLIS);
      wire.chunk(EVENT);
    }
    wire.chunk(LAST_EVENTS);
    wire.end();
  }
}
