package org.tokentail.soak;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.time.Duration;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.HdrHistogram.Histogram;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.tokentail.load.Opening;
import org.tokentail.load.Pace;
import org.tokentail.load.Publisher;
import org.tokentail.load.ServerProcess;
import org.tokentail.load.StreamConnection;
import org.tokentail.load.StreamCrowd;
import org.tokentail.load.Tally;

/** Hundreds of clients that do not read, beside some that do. */
@Timeout(value = 15, unit = TimeUnit.MINUTES)
class StalledClientsSoak {
  private static final Duration SPAN = Duration.ofSeconds(Dial.SECONDS);
  private static final Duration LONGEST_STALL = Duration.ofSeconds(60);
  private static final Duration PATIENCE = Duration.ofSeconds(30);
  private static final double LARGEST_P99_MILLIS = 50;

  @Test
  void whoDoesNotReadIsClosedAndHurtsNobody() {
    try (ServerProcess server = ServerProcess.start(SoakServer.options())) {
      Footprint before = WarmUp.of(server);
      try (StreamCrowd readers = SoakServer.crowd(server);
          StreamCrowd stalled = SoakServer.crowd(server)) {
        readers.open(Dial.READERS, Opening.reading());
        List<StreamConnection> sleepers = stalled.open(Dial.STALLED_CLIENTS, Opening.stalled());
        areOpen(readers, Dial.READERS);
        areOpen(stalled, Dial.STALLED_CLIENTS);
        Pace pace = new Pace(Dial.EVENTS_A_SECOND, 1, 2, SPAN);
        try (Publisher publisher = Publisher.start(SoakServer.logs(server), Calls.KEY, pace)) {
          areClosed(server, before.files() + Dial.READERS);
          assertThat(publisher.await(SPAN.plus(PATIENCE))).isTrue();
          haveEveryEvent(readers, publisher);
        }
        // Only now do they look, and see that it is over.
        sleepers.forEach(StreamConnection::resume);
        await().atMost(PATIENCE).until(() -> stalled.tally().ended() == Dial.STALLED_CLIENTS);
      }
      before.isAllThatStays(server.vitals());
    }
  }

  private static void areOpen(StreamCrowd crowd, int count) {
    assertThat(crowd.awaitAnswers(PATIENCE)).as("answers in time").isTrue();
    assertThat(crowd.tally().open()).isEqualTo(count);
  }

  /** As the server sees it: a client that does not read cannot tell. */
  private static void areClosed(ServerProcess server, int filesWithout) {
    long began = System.nanoTime();
    await()
        .atMost(LONGEST_STALL)
        .pollInterval(Duration.ofMillis(500))
        .untilAsserted(
            () ->
                assertThat(server.vitals().openFiles())
                    .as("open files without %d clients that do not read", Dial.STALLED_CLIENTS)
                    .isLessThanOrEqualTo(filesWithout + Footprint.FILES));
    System.out.printf(
        "%d clients that do not read were closed after %.1f s%n",
        Dial.STALLED_CLIENTS, (System.nanoTime() - began) / 1e9);
  }

  private static void haveEveryEvent(StreamCrowd readers, Publisher publisher) {
    assertThat(publisher.failed()).as("failed writes").isZero();
    await().atMost(PATIENCE).until(() -> readers.tally().fewest() >= publisher.accepted());
    Tally tally = readers.tally();
    Histogram micros = readers.latency();
    double p99 = micros.getValueAtPercentile(99) / 1e3;
    System.out.printf(
        "%,d events to each of %d readers; p50 %.1f ms, p99 %.1f ms, longest %.1f ms%n",
        publisher.accepted(),
        tally.open(),
        micros.getValueAtPercentile(50) / 1e3,
        p99,
        micros.getMaxValue() / 1e3);
    assertThat(tally.open()).as("readers that are open").isEqualTo(Dial.READERS);
    assertThat(tally.most()).as("events of one reader").isEqualTo(publisher.accepted());
    assertThat(p99).as("p99 in ms").isLessThan(LARGEST_P99_MILLIS);
  }
}
