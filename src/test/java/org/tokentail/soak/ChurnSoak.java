package org.tokentail.soak;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.tokentail.load.Pace;
import org.tokentail.load.Publisher;
import org.tokentail.load.ServerProcess;
import org.tokentail.load.StreamCrowd;
import org.tokentail.load.Tally;

/** Thousands of clients that come and go while events flow. */
@Timeout(value = 15, unit = TimeUnit.MINUTES)
class ChurnSoak {
  /** Few: what the database keeps in memory of them should not count. */
  private static final Pace PACE = new Pace(20, 1, 1, Duration.ofMinutes(15));

  @Test
  void whoHasGoneLeavesNothingBehind() {
    try (ServerProcess server = ServerProcess.start(SoakServer.options())) {
      Footprint before = WarmUp.of(server);
      try (Publisher publisher = Publisher.start(SoakServer.logs(server), Calls.KEY, PACE)) {
        churn(server);

        // The events still flow: a server sees that a client has gone when it writes to it.
        before.isAllThatStays(server.vitals());
        assertThat(publisher.failed()).isZero();
      }
    }
  }

  private static void churn(ServerProcess server) {
    long began = System.nanoTime();
    try (StreamCrowd crowd = SoakServer.crowd(server)) {
      new Churn(crowd, Dial.SEED).of(Dial.CONNECTS);
      Tally tally = crowd.tally();
      System.out.printf(
          "seed %d: %,d connects in %.1f s, %s%n",
          Dial.SEED, Dial.CONNECTS, (System.nanoTime() - began) / 1e9, tally);
      assertThat(tally.refused()).as("refused, seed %d", Dial.SEED).isZero();
      assertThat(tally.failed()).as("failed, seed %d", Dial.SEED).isZero();
    }
  }
}
