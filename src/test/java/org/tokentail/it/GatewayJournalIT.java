package org.tokentail.it;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.net.MalformedURLException;
import java.net.URI;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.tokentail.journal.TestPostgres;
import org.tokentail.load.ProviderScripts;
import org.tokentail.load.ServerOptions;
import org.tokentail.load.ServerProcess;
import org.tokentail.load.TestProvider;

/** The gateway before a database that goes away. */
class GatewayJournalIT implements GatewayTests {
  private static final String MESSAGES = "anthropic/v1/messages";
  private static final int CALLS = 20;

  private static TestPostgres postgres;
  private static CuttableRelay line;
  private static TestProvider provider;
  private static ServerProcess server;

  @BeforeAll
  static void start() throws IOException {
    postgres = TestPostgres.started();
    line = new CuttableRelay(URI.create("http://127.0.0.1:" + postgres.port()));
    provider = TestProvider.start(ProviderScripts.all());
    server =
        ServerProcess.start(
            ServerOptions.ofTokentail()
                .jvm("-XX:TieredStopAtLevel=1")
                .setting("tokentail.key", Api.KEY)
                .setting(
                    "tokentail.db.url",
                    "jdbc:postgresql://127.0.0.1:%d/postgres".formatted(line.base().getPort()))
                .setting("tokentail.db.user", "postgres")
                .setting("tokentail.db.password", "postgres")
                .setting("tokentail.bodies", "all")
                .setting("tokentail.bodies.hours", 2)
                .setting("tokentail.gateway.anthropic.url", provider.uri()));
  }

  @AfterAll
  static void stop() throws IOException {
    server.close();
    provider.close();
    line.close();
    postgres.close();
  }

  @Override
  public Api api() {
    try {
      return new Api(server.uri().toURL());
    } catch (MalformedURLException e) {
      throw new IllegalStateException(e);
    }
  }

  @Override
  public TestProvider provider() {
    return provider;
  }

  @Test
  void callsPassWhileTheDatabaseIsAwayAndAreRecordedWhenItIsBack() {
    provider.answers(ProviderScripts.all());
    String session = Api.unique("outage");
    text(posted(MESSAGES, Api.unique("before"), "{\"model\":\"claude-x\"}"));
    line.outage(true);

    for (int i = 0; i < CALLS; i++) {
      assertThat(text(posted(MESSAGES, session, "{\"model\":\"claude-x\"}")).body())
          .isEqualTo(ProviderScripts.ANTHROPIC_MESSAGE);
    }
    await().atMost(PATIENCE).until(() -> unrecorded("waiting") > 0);
    line.outage(false);

    await()
        .atMost(PATIENCE.multipliedBy(2))
        .until(
            () -> {
              Answer answer = api().get("logs?status=completed&sessionId=" + session);
              return answer.status() == 200 && answer.json().path("requests").size() == CALLS;
            });
    assertThat(unrecorded("waiting")).isZero();
    assertThat(unrecorded("lost")).isZero();
    assertThat(unrecorded("delayed")).isPositive();
  }

  @Test
  void callsUnderWayAreRecordedWhenTheServerStops() {
    provider.answers((request, wire) -> wire.untilLeft());
    String session = Api.unique("stop");
    CompletableFuture<HttpResponse<String>> answer =
        CLIENT.sendAsync(posted(MESSAGES, session, "{}").build(), BodyHandlers.ofString());
    isPending(session);

    server.stop();
    server.restart();

    assertThat(answer).failsWithin(PATIENCE);
    JsonNode record = ended(session);
    assertThat(record.path("status").asText()).isEqualTo("cancelled");
    assertThat(record.path("error").asText()).isEqualTo("Tokentail was stopped.");
  }

  @Test
  void bodiesThatWereKeptForTheirTimeAreDeletedByTheTimerAndOthersStay() throws SQLException {
    provider.answers(ProviderScripts.all());
    String old = keptBodies();
    String young = keptBodies();
    aged(old, Duration.ofHours(2));
    aged(young, Duration.ofMinutes(90));

    // It runs once a minute.
    await()
        .atMost(PATIENCE.plusMinutes(1))
        .untilAsserted(() -> api().get("logs/" + old + "/bodies").problem(404));

    assertThat(api().get("logs/" + young + "/bodies").is(200).json().path("request").asText())
        .isEqualTo("{\"model\":\"claude-x\"}");
    api().get("logs/" + old).is(200);
  }

  /** The id of a call whose bodies are stored. */
  private String keptBodies() {
    String session = Api.unique("bodies");
    text(posted(MESSAGES, session, "{\"model\":\"claude-x\"}"));
    String id = ended(session).path("id").asText();
    await().atMost(PATIENCE).until(() -> api().get("logs/" + id + "/bodies").status() == 200);
    return id;
  }

  /** Nobody waits for hours: it is made as old as that. */
  private static void aged(String id, Duration age) throws SQLException {
    try (Connection connection = postgres.connect();
        PreparedStatement update =
            connection.prepareStatement(
                "update request_body set stored_at = stored_at - ? * interval '1 second' where id = ?")) {
      update.setLong(1, age.toSeconds());
      update.setString(2, id);
      assertThat(update.executeUpdate()).isEqualTo(1);
    }
  }

  private long unrecorded(String name) {
    return api().get("gateway").is(200).json().path("unrecorded").path(name).asLong(-1);
  }
}
