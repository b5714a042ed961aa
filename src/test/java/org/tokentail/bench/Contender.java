package org.tokentail.bench;

import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import org.tokentail.bench.baseline.BaselineWar;
import org.tokentail.load.Pace;
import org.tokentail.load.Pause;
import org.tokentail.load.Publisher;
import org.tokentail.load.ServerOptions;
import org.tokentail.load.ServerProcess;

/** A server to measure, started again when it has died. */
final class Contender implements AutoCloseable {
  private static final String KEY = "benchmark-key";
  private static final int WARM_UP_CLIENTS = 20;
  // More than a backlog holds, so that what it takes of the heap is there before heaps are
  // compared.
  private static final double WARM_UP_RATE = 1_200;
  private static final Duration WARM_UP = Duration.ofSeconds(8);
  private static final Duration LONGEST_SETTLING = Duration.ofSeconds(8);

  private final String name;
  private final ServerProcess server;
  private int restarts;

  private Contender(String name, ServerOptions options) {
    this.name = name;
    this.server = ServerProcess.start(options);
  }

  static Contender tokentail(String heap) {
    ServerOptions options =
        ServerOptions.ofTokentail()
            .setting("tokentail.key", KEY)
            .setting("tokentail.stream.max.clients", 20_000)
            .jvm("-Xmx" + heap);
    return new Contender("Tokentail", options);
  }

  static Contender baseline(String heap) {
    Path war = BaselineWar.writeTo(Path.of("target", "bench", "baseline.war"));
    return new Contender("SseBroadcaster", ServerOptions.of(war).jvm("-Xmx" + heap));
  }

  /** What each of its clients sends. */
  Map<String, String> headers() {
    return Map.of("x-api-key", KEY);
  }

  String name() {
    return name;
  }

  ServerProcess server() {
    return server;
  }

  /** How often it had to be started again. */
  int restarts() {
    return restarts;
  }

  Audience audience(int clients) {
    return new Audience(this, clients);
  }

  Publisher publish(Pace pace) {
    return Publisher.start(server.uri().resolve("api/logs"), KEY, pace);
  }

  /** Has its code compiled and its memory filled. */
  void warmUp() {
    try (Audience few = audience(WARM_UP_CLIENTS)) {
      few.measure(WARM_UP_RATE, WARM_UP);
    }
    settle();
  }

  void ensureHealthy() {
    if (!server.isHealthy()) {
      revive();
    }
  }

  /** Starts it again, for it does not serve any more. */
  void revive() {
    restarts++;
    System.out.println(name + " does not serve any more: it is started again");
    server.kill();
    server.restart();
    warmUp();
  }

  /** Lets it notice that clients are gone, which takes a write to each. */
  void settle() {
    long deadline = System.nanoTime() + LONGEST_SETTLING.toNanos();
    int before = Integer.MAX_VALUE;
    int files = server.vitals().openFiles();
    while (files < before && System.nanoTime() < deadline) {
      before = files;
      try (Publisher publisher = publish(new Pace(10, 1, 1, Duration.ofMillis(500)))) {
        publisher.await(Duration.ofSeconds(2));
      }
      Pause.of(Duration.ofMillis(300));
      files = server.vitals().openFiles();
    }
  }

  @Override
  public void close() {
    server.close();
  }
}
