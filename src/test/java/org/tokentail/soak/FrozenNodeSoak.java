package org.tokentail.soak;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.tokentail.load.MortalPostgres;
import org.tokentail.load.Pause;
import org.tokentail.load.ServerOptions;
import org.tokentail.load.ServerProcess;

/**
 * Two nodes on one PostgreSQL. One is frozen again and again in the middle of a transaction that
 * holds the row of the journal: the other writes on, and nobody is told what is not true.
 */
@DisabledOnOs(value = OS.WINDOWS, disabledReason = "processes are stopped by signals")
@Timeout(value = 60, unit = TimeUnit.MINUTES)
class FrozenNodeSoak {
  private static final int WRITERS = 6;

  /** The database takes 3 s, and the request itself its time. */
  private static final Duration USUAL_PAUSE = Duration.ofSeconds(5);

  /** On a machine with too much to do. */
  private static final Duration LONGEST_PAUSE = Duration.ofSeconds(10);

  private static final Duration PATIENCE = Duration.ofSeconds(60);
  private static final Duration POLL = Duration.ofMillis(5);
  private static final int MOST_RECORDS = 4_000;

  private final Random random = new Random(Dial.SEED);
  private final List<Long> pauses = new ArrayList<>();
  private int mostWaiting;

  @Test
  void theOtherNodeWritesOnAndWhatBothSayIsTrue() throws Exception {
    try (MortalPostgres postgres = new MortalPostgres()) {
      postgres.start();
      ServerOptions options =
          SoakServer.options()
              .setting("tokentail.db.url", postgres.url())
              .setting("tokentail.db.user", "postgres");
      try (ServerProcess a = ServerProcess.start(options);
          ServerProcess b = ServerProcess.start(options);
          DatabaseLocks locks = new DatabaseLocks(postgres.url());
          BatchWriters writers = new BatchWriters(new Calls(a.uri()), "a-", WRITERS)) {
        Calls calls = new Calls(b.uri());
        List<BatchWriters> all = new ArrayList<>(List.of(writers));
        for (int round = 0; round < Dial.FREEZES; round++) {
          goesOn(writers);
          freezeInTransaction(a, locks);
          try (BatchWriters others = new BatchWriters(calls, "b-" + round + "-", WRITERS)) {
            all.add(others);
            watch(others, locks);
            a.thaw();
            others.finish();
          }
        }
        goesOn(writers);
        writers.finish();

        Set<String> records = ids(calls);
        report(all, records.size());
        assertThat(pauses).allMatch(pause -> pause <= LONGEST_PAUSE.toMillis());
        assertThat(median()).isLessThanOrEqualTo(USUAL_PAUSE.toMillis());
        all.forEach(told -> told.assertTold(records));
        assertThat(a.isHealthy()).isTrue();
        assertThat(b.isHealthy()).isTrue();
      }
    }
  }

  /** It acknowledges, for a moment or some seconds. */
  private void goesOn(BatchWriters writers) {
    int until = writers.count() + 1 + random.nextInt(MOST_RECORDS);
    await().atMost(PATIENCE).pollInterval(POLL).until(() -> writers.count() >= until);
  }

  private static void freezeInTransaction(ServerProcess node, DatabaseLocks locks) {
    await()
        .atMost(PATIENCE)
        .pollInterval(POLL)
        .until(
            () -> {
              node.freeze();
              Pause.of(Duration.ofMillis(100));
              boolean caught = locks.standsStill().isPresent();
              if (!caught) {
                node.thaw();
              }
              return caught;
            });
  }

  private void watch(BatchWriters others, DatabaseLocks locks) {
    long begin = System.nanoTime();
    await()
        .atMost(PATIENCE)
        .pollInterval(POLL)
        .until(
            () -> {
              mostWaiting = Math.max(mostWaiting, locks.waiting());
              return others.count() > 0;
            });
    pauses.add(TimeUnit.NANOSECONDS.toMillis(System.nanoTime() - begin));
    assertThat(mostWaiting).as("transactions of the node that waits").isLessThanOrEqualTo(1);
  }

  private long median() {
    return pauses.stream().sorted().toList().get(pauses.size() / 2);
  }

  private void report(List<BatchWriters> all, int records) {
    System.out.printf(
        "seed %d: %d freezes; the other node wrote after so many ms: %s (median %d); at most"
            + " %d transaction waited; %,d records acknowledged, %,d said not to be kept, %,d there%n",
        Dial.SEED,
        pauses.size(),
        pauses,
        median(),
        mostWaiting,
        all.stream().mapToInt(BatchWriters::count).sum(),
        all.stream().mapToInt(BatchWriters::refusals).sum(),
        records);
  }

  private static Set<String> ids(Calls calls) throws IOException {
    Set<String> ids = new HashSet<>();
    String before = "";
    while (true) {
      JsonNode page = calls.get("logs?limit=500" + before);
      page.path("requests").forEach(record -> ids.add(record.path("id").asText()));
      if (!page.path("hasMore").asBoolean()) {
        return ids;
      }
      before = "&before=" + page.path("next").asText();
    }
  }
}
