package org.tokentail.soak;

import static org.awaitility.Awaitility.await;

import java.time.Duration;
import java.util.List;
import java.util.Random;
import org.tokentail.load.Opening;
import org.tokentail.load.StreamConnection;
import org.tokentail.load.StreamConnection.State;
import org.tokentail.load.StreamCrowd;

/** Clients that come and are gone at once, every other one with a reset. */
final class Churn {
  private static final int WAVE = 100;
  private static final Duration PATIENCE = Duration.ofSeconds(60);

  private final StreamCrowd crowd;
  private final Random random;

  Churn(StreamCrowd crowd, long seed) {
    this.crowd = crowd;
    this.random = new Random(seed);
  }

  /**
   * Returns when so many have come and gone.
   *
   * @param connects rounded up to whole waves
   */
  void of(int connects) {
    for (int done = 0; done < connects; done += WAVE) {
      List<StreamConnection> wave = crowd.open(WAVE, Opening.reading());
      // With an answer, or some of them without one yet.
      StreamConnection awaited = wave.get(random.nextInt(4) == 0 ? 0 : WAVE - 1);
      await()
          .pollInterval(Duration.ofMillis(1))
          .atMost(PATIENCE)
          .until(() -> awaited.state() != State.OPENING);
      for (int i = 0; i < WAVE; i++) {
        leave(wave.get(i), i % 2 == 0);
      }
    }
  }

  private static void leave(StreamConnection connection, boolean abruptly) {
    if (abruptly) {
      connection.reset();
    } else {
      connection.leave();
    }
  }
}
