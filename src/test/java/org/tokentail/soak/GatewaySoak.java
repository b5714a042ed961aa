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
  private static final Duration PATIENCE = Duration.ofMinutes(2);
  private static final int MAX_THREADS = 300;

  @Test
  void everyRecordEndsAsItsRequestDidAndNothingStays() {
    try (TestProvider provider = TestProvider.start(GatewayCrowd.script(SPAN), false);
        ServerProcess server = ServerProcess.start(options(provider))) {
      GatewayCrowd.warmUp(server.uri(), Calls.KEY);
      Footprint before = Footprint.of(server.vitals());
      try (GatewayCrowd crowd = new GatewayCrowd(server.uri(), Calls.KEY, SPAN)) {
        crowd.open(Dial.STREAMS);
        await()
            .atMost(PATIENCE)
            .until(
                () -> crowd.begun() >= Dial.STREAMS * 9 / 10 || crowd.ended() > Dial.STREAMS / 3);
        int threads = server.vitals().threads();
        System.out.printf(
            "%,d streams open: %d threads, %.0f MB live heap%n",
            Dial.STREAMS, threads, server.vitals().liveHeap() / 1e6);
        assertThat(threads).as("threads").isLessThanOrEqualTo(MAX_THREADS);
        await().atMost(SPAN.plus(PATIENCE)).until(() -> crowd.ended() == Dial.STREAMS);
      }
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
                              .isEqualTo(Map.of(fate.status(), count))));
      System.out.printf("every record ended as it should: %s%n", expected);
      before.isAllThatStays(server.vitals());
    }
  }

  private static ServerOptions options(TestProvider provider) {
    return ServerOptions.ofTokentail()
        .jvm("-Xmx1g")
        .setting("tokentail.key", Calls.KEY)
        .setting("tokentail.gateway.anthropic.url", provider.uri());
  }
}
