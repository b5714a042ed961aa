package org.tokentail.soak;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.time.Duration;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.tokentail.load.GatewayCrowd;
import org.tokentail.load.GatewayCrowd.Fate;
import org.tokentail.load.ServerOptions;
import org.tokentail.load.ServerProcess;
import org.tokentail.load.TestProvider;

/** Thousands of streams at once, of which callers and providers leave some in the middle. */
@Timeout(value = 15, unit = TimeUnit.MINUTES)
class GatewaySoak {
  private static final Duration SPAN = Duration.ofSeconds(Dial.SECONDS);

  /** Long enough that nearly all of them are open at once. */
  private static final Duration FIRST_SPAN = SPAN.dividedBy(2);

  private static final Duration PATIENCE = Duration.ofMinutes(2);
  private static final int MAX_THREADS = 300;

  @Test
  void everyRecordEndsAsItsRequestDidAndNothingStays() {
    try (TestProvider provider = TestProvider.start(GatewayCrowd.script(FIRST_SPAN), false);
        ServerProcess server = ServerProcess.start(options(provider))) {
      Footprint fresh = WarmUp.ofWriting(server);
      System.out.printf("before any call: %s%n", fresh);
      // Of the same shape: what so many calls leave behind only once is no leak.
      open(server, FIRST_SPAN);
      everyRecordEnded(server, 1);
      fresh.awaitFiles(server.vitals());
      Footprint before = Footprint.of(server.vitals());
      System.out.printf("after the first round: %s%n", before);

      provider.answers(GatewayCrowd.script(SPAN));
      open(server, SPAN);
      everyRecordEnded(server, 2);
      before.isAllThatStays(server.vitals());
    }
  }

  /** Opens all streams, and returns when all have ended. */
  private static void open(ServerProcess server, Duration span) {
    try (GatewayCrowd crowd = new GatewayCrowd(server.uri(), Calls.KEY, span)) {
      crowd.open(Dial.STREAMS);
      await()
          .atMost(PATIENCE)
          .until(() -> crowd.begun() >= Dial.STREAMS * 9 / 10 || crowd.ended() > Dial.STREAMS / 3);
      int threads = server.vitals().threads();
      System.out.printf(
          "%,d streams open: %d threads, %.0f MB live heap, %d files%n",
          crowd.begun() - crowd.ended(),
          threads,
          server.vitals().liveHeap() / 1e6,
          server.vitals().openFiles());
      assertThat(threads).as("threads").isLessThanOrEqualTo(MAX_THREADS);
      await().atMost(span.plus(PATIENCE)).until(() -> crowd.ended() == Dial.STREAMS);
    }
  }

  private static void everyRecordEnded(ServerProcess server, long rounds) {
    Map<Fate, Long> expected = GatewayCrowd.fates(Dial.STREAMS);
    await()
        .atMost(PATIENCE)
        .pollInterval(Duration.ofSeconds(1))
        .untilAsserted(
            () ->
                expected.forEach(
                    (fate, count) ->
                        assertThat(GatewayCrowd.statuses(server.uri(), Calls.KEY, fate))
                            .as(fate.name())
                            .isEqualTo(Map.of(fate.status(), rounds * count))));
    System.out.printf("every record ended as it should: %d x %s%n", rounds, expected);
  }

  private static ServerOptions options(TestProvider provider) {
    return ServerOptions.ofTokentail()
        .jvm("-Xmx1g")
        .setting("tokentail.key", Calls.KEY)
        .setting("tokentail.gateway.anthropic.url", provider.uri());
  }
}
