package org.tokentail.soak;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.time.Duration;
import java.util.List;

/** What must hold once the writers have finished and every client has come back. */
final class EndState {
  private static final Duration LONGEST_CATCH_UP = Duration.ofSeconds(60);

  private final Calls calls;
  private final Writers writers;
  private final ReturningCrowd crowd;

  EndState(Calls calls, Writers writers, ReturningCrowd crowd) {
    this.calls = calls;
    this.writers = writers;
    this.crowd = crowd;
  }

  /** Finishes the writers and settles the crowd first. */
  void isTheDatabaseForEveryone() throws IOException {
    writers.finish();
    crowd.settle();
    String head = calls.head();
    everyoneReaches(ReturningClient.seq(head));
    Database database = Database.read(calls);

    report(head, database);
    assertThat(writers.failures()).as("answers to writes").isEmpty();
    assertThat(database.versions().differenceFrom(writers.acknowledged()))
        .as("what was acknowledged is there, seed %d", Dial.SEED)
        .isEmpty();
    for (ReturningClient client : crowd.clients()) {
      assertThat(client.faults()).as("seed %d", Dial.SEED).isEmpty();
      assertThat(client.revs().differenceFrom(database.revs()))
          .as("what %s has in the end, seed %d", client, Dial.SEED)
          .isEmpty();
    }
  }

  private void everyoneReaches(long head) {
    await()
        .atMost(LONGEST_CATCH_UP)
        .untilAsserted(() -> assertThat(behind(head)).as("seed %d", Dial.SEED).isEmpty());
  }

  private List<String> behind(long head) {
    return crowd.clients().stream()
        .filter(client -> client.seq() < head)
        .map(client -> "%s at %d of %d".formatted(client, client.seq(), head))
        .toList();
  }

  private void report(String head, Database database) {
    System.out.printf(
        "seed %d: %,d changes acknowledged, feed at %s, %,d records;"
            + " %d clients came back %,d times, %,d of them after the server ended or refused it%n",
        Dial.SEED,
        writers.count(),
        head,
        database.revs().size(),
        crowd.clients().size(),
        crowd.returns(),
        crowd.losses());
  }
}
