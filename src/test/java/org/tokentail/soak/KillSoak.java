package org.tokentail.soak;

import static org.awaitility.Awaitility.await;

import java.time.Duration;
import java.util.Random;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.tokentail.load.ServerProcess;

/** The server is killed again and again, with its writers and its readers at work. */
@Timeout(value = 30, unit = TimeUnit.MINUTES)
class KillSoak {
  /** Acknowledged between two kills: from those of a moment to those of some seconds. */
  private static final int FEWEST_CHANGES = 50;

  private static final int MOST_CHANGES = 1_000;
  private static final Duration LONGEST_LIFE = Duration.ofMinutes(2);

  private final Random random = new Random(Dial.SEED);

  @Test
  void whatWasAcknowledgedSurvivesAndEveryClientEndsWithTheDatabase() throws Exception {
    try (ServerProcess server = ServerProcess.start(SoakServer.options())) {
      Calls calls = new Calls(server.uri());
      String start = calls.head();
      // After a kill a client resumes from the journal, which leaves out what was overtaken.
      try (ReturningCrowd crowd =
              new ReturningCrowd(server.uri(), Dial.RETURNING_CLIENTS, start, false, Dial.SEED);
          Writers writers = new Writers(calls, Dial.CHANGES_A_SECOND, Dial.SEED)) {
        for (int kill = 0; kill < Dial.KILLS; kill++) {
          livesForAWhile(writers);
          server.kill();
          server.restart();
        }
        livesForAWhile(writers);

        new EndState(calls, writers, crowd).isTheDatabaseForEveryone();
      }
    }
  }

  private void livesForAWhile(Writers writers) {
    int changes = FEWEST_CHANGES + random.nextInt(MOST_CHANGES - FEWEST_CHANGES);
    long until = writers.count() + changes;
    await()
        .atMost(LONGEST_LIFE)
        .pollInterval(Duration.ofMillis(10))
        .until(() -> writers.count() >= until);
  }
}
