package org.tokentail.soak;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.InputStream;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.Collections;
import java.util.Random;
import java.util.concurrent.Callable;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.tokentail.load.MortalPostgres;
import org.tokentail.load.ServerProcess;

/** PostgreSQL is away when the server starts, and is killed again and again under load. */
@Timeout(value = 10, unit = TimeUnit.MINUTES)
class DatabaseOutageIT {
  private static final int OUTAGES = 10;
  private static final int READERS = 20;
  private static final int CHANGES_A_SECOND = 200;

  /** Acknowledged between two outages: from those of a moment to those of two seconds. */
  private static final int MOST_CHANGES = 400;

  private static final Duration PATIENCE = Duration.ofMinutes(2);

  private final Random random = new Random(Dial.SEED);

  @Test
  void nothingIsLostOrDoubledAndNobodyIsCutOff() throws Exception {
    try (MortalPostgres postgres = new MortalPostgres();
        ServerProcess server =
            ServerProcess.launch(
                SoakServer.options()
                    .setting("tokentail.db.url", postgres.url())
                    .setting("tokentail.db.user", "postgres"))) {
      Calls calls = new Calls(server.uri());
      waitsForItsDatabase(calls);
      postgres.start();
      server.awaitHealth();

      try (ReturningCrowd readers =
              new ReturningCrowd(server.uri(), READERS, calls.head(), false, Dial.SEED);
          Writers writers = new Writers(calls, CHANGES_A_SECOND, Dial.SEED)) {
        readers.settle();
        for (int outage = 0; outage < OUTAGES; outage++) {
          writesForAWhile(writers);
          postgres.kill();
          if (outage == 1) {
            saysThatItIsAway(calls);
          }
          postgres.start();
        }
        writesForAWhile(writers);

        new EndState(calls, writers, readers).isTheDatabaseForEveryone();
        assertThat(readers.losses()).as("readers that were cut off").isZero();
        assertNothingWasWrittenTwice(Database.read(calls));
      }
    }
  }

  @Test
  void anExportThatLosesItsDatabaseIsNoWholeFile() throws Exception {
    try (MortalPostgres postgres = new MortalPostgres()) {
      postgres.start();
      try (ServerProcess server =
          ServerProcess.launch(
              SoakServer.options()
                  .setting("tokentail.db.url", postgres.url())
                  .setting("tokentail.db.user", "postgres"))) {
        server.awaitHealth();
        Calls calls = new Calls(server.uri());
        // More than all buffers on the way hold.
        String record =
            "{\"model\":\"gpt-5\",\"status\":\"error\",\"error\":\"%s\"}"
                .formatted("x".repeat(1_000));
        String records = String.join(",", Collections.nCopies(1_000, record));
        for (int call = 0; call < 40; call++) {
          assertThat(calls.post("[" + records + "]")).isEqualTo(201);
        }

        try (InputStream export = calls.body("logs/export?format=ndjson")) {
          assertThat(export.readNBytes(1_000)).hasSize(1_000);
          postgres.kill();

          assertThatThrownBy(export::readAllBytes).isInstanceOf(IOException.class);
        }
        assertIsUnavailable(calls.answer("logs/export?format=ndjson"));
      }
    }
  }

  /** It is deployed, and neither dead nor ready. */
  private static void waitsForItsDatabase(Calls calls) throws IOException {
    until(() -> calls.answer("health").statusCode() == 503);
    assertThat(calls.answer("health").body())
        .contains("\"live\":true", "\"ready\":false", "\"database\":\"down\"", "\"reason\":\"")
        .doesNotContain("127.0.0.1");
    assertThat(calls.answer("health/live").statusCode()).isEqualTo(200);
    assertIsUnavailable(calls.answer("logs"));
    assertIsUnavailable(calls.answer("logs/stream"));
  }

  private static void saysThatItIsAway(Calls calls) throws IOException {
    until(() -> calls.answer("health").statusCode() == 503);
    assertIsUnavailable(calls.answer("logs"));
    assertIsUnavailable(calls.write("[{\"id\":\"r-1\"}]"));
  }

  private static void assertIsUnavailable(HttpResponse<String> answer) throws IOException {
    assertThat(answer.statusCode()).isEqualTo(503);
    assertThat(answer.headers().firstValue("Content-Type")).contains("application/problem+json");
    assertThat(answer.headers().firstValueAsLong("Retry-After")).isNotEmpty();
    assertThat(new ObjectMapper().readTree(answer.body()).path("title").asText()).isNotEmpty();
  }

  private void writesForAWhile(Writers writers) {
    long until = writers.count() + 1 + random.nextInt(MOST_CHANGES);
    until(() -> writers.count() >= until);
  }

  private static void until(Callable<Boolean> condition) {
    await()
        .atMost(PATIENCE)
        .pollInterval(Duration.ofMillis(20))
        .ignoreExceptionsInstanceOf(IOException.class)
        .until(condition);
  }

  /** Each change of a record that is written makes one rev, and has a version of its own. */
  private static void assertNothingWasWrittenTwice(Database database) {
    for (int i = 0; i < database.revs().size(); i++) {
      assertThat(database.revs().of(i)).isLessThanOrEqualTo(database.versions().of(i));
    }
  }
}
