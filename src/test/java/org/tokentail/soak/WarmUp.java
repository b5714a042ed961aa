package org.tokentail.soak;

import static org.awaitility.Awaitility.await;

import java.time.Duration;
import org.tokentail.load.Pace;
import org.tokentail.load.Publisher;
import org.tokentail.load.ServerProcess;
import org.tokentail.load.StreamCrowd;

/** What a server grows to in its first minutes, done before anything is measured. */
final class WarmUp {
  /** More than the stream keeps in memory (16,384). */
  private static final int EVENTS = 17_000;

  /** Until the database's cache, which keeps pages of each commit, has its size. */
  private static final int COMMITS = 4_000;

  private static final int CONNECTS = 2_000;
  private static final Duration PATIENCE = Duration.ofMinutes(3);

  private WarmUp() {}

  /** Fills the caches, lets clients come and go, and tells what the server holds then. */
  static Footprint of(ServerProcess server) {
    write(server, EVENTS, 100);
    try (StreamCrowd crowd = SoakServer.crowd(server)) {
      new Churn(crowd, Dial.SEED).of(CONNECTS);
    }
    // With them the server sees who has gone.
    write(server, COMMITS, 1);
    return Footprint.settled(server.vitals());
  }

  /** The same without clients, for which the server would get threads that stay for long. */
  static Footprint ofWriting(ServerProcess server) {
    write(server, EVENTS, 100);
    write(server, COMMITS, 1);
    return Footprint.settled(server.vitals());
  }

  private static void write(ServerProcess server, int records, int batch) {
    Pace pace = new Pace(Double.POSITIVE_INFINITY, batch, 4, PATIENCE);
    try (Publisher publisher = Publisher.start(SoakServer.logs(server), Calls.KEY, pace)) {
      await().atMost(PATIENCE).until(() -> publisher.accepted() >= records);
    }
  }
}
