package org.tokentail.soak;

import static org.awaitility.Awaitility.await;

import java.time.Duration;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.tokentail.load.ServerProcess;

/** Hundreds of clients that come and go while records are created and changed. */
@Timeout(value = 15, unit = TimeUnit.MINUTES)
class ResumeSoak {
  /** Large enough that everybody resumes from memory, which leaves no change out. */
  private static final int BACKLOG = 1_000_000;

  @Test
  void whoComesAndGoesGetsEveryChangeOnceAndEndsWithTheDatabase() throws Exception {
    try (ServerProcess server =
        ServerProcess.start(SoakServer.options().setting("tokentail.stream.backlog", BACKLOG))) {
      Calls calls = new Calls(server.uri());
      String start = calls.head();
      try (ReturningCrowd crowd =
              new ReturningCrowd(server.uri(), Dial.RETURNING_CLIENTS, start, true, Dial.SEED);
          Writers writers = new Writers(calls, Dial.CHANGES_A_SECOND, Dial.SEED)) {
        Duration span = Duration.ofSeconds(Dial.SECONDS);
        await().pollDelay(span).atMost(span.plusSeconds(10)).until(() -> writers.count() > 0);

        new EndState(calls, writers, crowd).isTheDatabaseForEveryone();
      }
    }
  }
}
