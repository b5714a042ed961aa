package org.tokentail.soak;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.concurrent.Callable;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.tokentail.load.MortalPostgres;
import org.tokentail.load.ServerProcess;

/** Another session holds the row that every commit needs, or PostgreSQL itself stands still. */
@DisabledOnOs(value = OS.WINDOWS, disabledReason = "processes are stopped by signals")
@Timeout(value = 10, unit = TimeUnit.MINUTES)
class StalledWriterIT {
  private static final Duration PATIENCE = Duration.ofSeconds(30);

  @Test
  void writersAndHealthSayWhatIsTrueInTimeAndEverythingGoesOn() throws Exception {
    try (MortalPostgres postgres = new MortalPostgres()) {
      postgres.start();
      try (ServerProcess server =
              ServerProcess.start(
                  SoakServer.options()
                      .setting("tokentail.db.url", postgres.url())
                      .setting("tokentail.db.user", "postgres"));
          DatabaseLocks locks = new DatabaseLocks(postgres.url())) {
        Calls calls = new Calls(server.uri());
        assertThat(calls.post("[{\"id\":\"r-1\"}]")).isEqualTo(201);

        locks.hold();
        saysThatTheWriterIsStalled(calls);
        assertThat(locks.waiting()).isLessThanOrEqualTo(1);
        locks.letGo();
        // Nobody has to write for it.
        until(() -> calls.answer("health").statusCode() == 200);
        assertThat(calls.post("[{\"id\":\"r-2\"}]")).isEqualTo(201);

        postgres.freeze();
        saysThatTheDatabaseDoesNotAnswer(calls);
        postgres.thaw();
        until(() -> calls.answer("health").statusCode() == 200);
        assertThat(calls.get("logs").path("requests")).hasSize(2);
      }
    }
  }

  private static void saysThatTheWriterIsStalled(Calls calls) throws IOException {
    HttpResponse<String> refused = calls.write("[{\"id\":\"r-9\"}]");
    assertThat(refused.statusCode()).isEqualTo(503);
    assertThat(refused.headers().firstValueAsLong("Retry-After")).isNotEmpty();
    assertThat(refused.body()).contains("Nothing of this call was kept; retry it.");

    HttpResponse<String> health = calls.answer("health");
    assertThat(health.statusCode()).isEqualTo(503);
    assertThat(health.body())
        .contains("\"live\":true", "\"ready\":false")
        .contains("\"database\":\"up\"", "\"writer\":\"stalled\"", "\"stream\":\"up\"")
        .contains("Last failure: Held by another node or session.");
    assertThat(calls.answer("health/live").statusCode()).isEqualTo(200);
    assertThat(calls.answer("logs").statusCode()).as("readers go on").isEqualTo(200);
  }

  private static void saysThatTheDatabaseDoesNotAnswer(Calls calls) {
    await()
        .atMost(Duration.ofSeconds(10))
        .untilAsserted(
            () -> {
              long begin = System.nanoTime();
              HttpResponse<String> health = calls.answer("health");
              assertThat(Duration.ofNanos(System.nanoTime() - begin))
                  .isLessThan(Duration.ofSeconds(4));
              assertThat(health.statusCode()).isEqualTo(503);
              assertThat(health.body())
                  .contains("\"database\":\"down\"", "The database does not answer.");
            });
  }

  private static void until(Callable<Boolean> condition) {
    await().atMost(PATIENCE).pollInterval(Duration.ofMillis(100)).until(condition);
  }
}
