package org.tokentail.it;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.net.MalformedURLException;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.tokentail.load.ProviderScripts;
import org.tokentail.load.ServerOptions;
import org.tokentail.load.ServerProcess;
import org.tokentail.load.TestProvider;

/** Channels of a file: keys, order, failover, and edits while it runs. */
class GatewayChannelsIT implements GatewayTests {
  private static final String MESSAGES = "anthropic/v1/messages";
  private static final String ASKED = "{\"model\":\"claude-x\"}";
  private static final String KEY = System.getenv("TEST_PROVIDER_KEY");

  private static TestProvider first;
  private static TestProvider second;
  private static Path file;
  private static int round;
  private static ServerProcess server;

  @BeforeAll
  static void start() throws IOException {
    first = TestProvider.start(ProviderScripts.all());
    second = TestProvider.start(ProviderScripts.all());
    file = Files.createTempFile(Files.createDirectories(Path.of("target")), "channels", ".yaml");
    Files.writeString(file, channels());
    server =
        ServerProcess.start(
            ServerOptions.ofTokentail()
                .jvm("-XX:TieredStopAtLevel=1")
                .setting("tokentail.key", Api.KEY)
                .setting("tokentail.gateway.file", file.toAbsolutePath()));
  }

  @AfterAll
  static void stop() throws IOException {
    server.close();
    first.close();
    second.close();
    Files.delete(file);
  }

  private static String channels() {
    return """
        channels:
          - name: %s
            provider: anthropic
            url: %s
            key: env:TEST_PROVIDER_KEY
          - name: %s
            provider: anthropic
            url: %s
            priority: 1
          - name: again
            provider: openai
            url: %s/base
            key: env:TEST_PROVIDER_KEY
            retries: 2
        """
        .formatted(name("first"), first.uri(), name("second"), second.uri(), first.uri());
  }

  /** A name of this test's own: it brings a circuit of its own. */
  private static String name(String channel) {
    return channel + round;
  }

  @BeforeEach
  void bothAnswer() throws IOException {
    round++;
    first.answers(ProviderScripts.all());
    second.answers(ProviderScripts.all());
    edit(channels());
    awaitFirst(name("first"));
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
    return first;
  }

  private void awaitFirst(String name) {
    await()
        .atMost(PATIENCE)
        .until(() -> view().path("channels").path(0).path("name").asText().equals(name));
  }

  private JsonNode view() {
    return api().get("gateway").is(200).json();
  }

  private static void edit(String yaml) throws IOException {
    Files.writeString(file, yaml);
  }

  @Test
  void theAccessKeyInTheProvidersPlaceIsReplacedByTheChannelsKey() {
    HttpResponse<String> answer =
        text(
            HttpRequest.newBuilder(gateway("anthropic/v1/models"))
                .header("x-api-key", Api.KEY)
                .header("x-tokentail-session", Api.unique("place")));

    assertThat(answer.statusCode()).isEqualTo(200);
    assertThat(first.received().get(0).header("x-api-key")).isEqualTo(KEY);
    assertThat(first.received().toString()).doesNotContain(Api.KEY);
  }

  @Test
  void theChannelsKeyReplacesTheCallersWhereverThatStands() {
    text(
        posted("openai/v1/responses?key=abc&x=1", Api.unique("replaced"), ASKED)
            .header("authorization", "Bearer sk-of-the-caller"));

    assertThat(first.received().get(0).header("authorization")).isEqualTo("Bearer " + KEY);
    assertThat(first.received().get(0).target()).isEqualTo("/base/v1/responses?x=1");
    assertThat(first.received().toString()).doesNotContain("sk-of-the-caller");
  }

  @ParameterizedTest
  @ValueSource(ints = {429, 500, 503, 529})
  void aRefusalGoesOnOverTheNextChannelAndCountsOnce(int status) {
    first.answers(ProviderScripts.json(status, ProviderScripts.ANTHROPIC_ERROR));
    String session = Api.unique("failover");

    HttpResponse<String> answer =
        text(posted(MESSAGES, session, ASKED).header("x-api-key", "sk-own"));

    assertThat(answer.body()).isEqualTo(ProviderScripts.ANTHROPIC_MESSAGE);
    assertThat(second.received().get(0).header("x-api-key")).isEqualTo("sk-own");
    assertThat(second.received().get(0).text()).isEqualTo(ASKED);
    JsonNode record = ended(session);
    assertThat(record.path("status").asText()).isEqualTo("completed");
    assertThat(record.path("channelName").asText()).isEqualTo(name("second"));
    assertThat(record.path("failoverInfo").asText())
        .isEqualTo("%s: HTTP %d; then %s".formatted(name("first"), status, name("second")));
    JsonNode attempt = attempt(session, record.path("id").asText());
    assertThat(attempt.path("status").asText()).isEqualTo("failover");
    assertThat(attempt.path("channelName").asText()).isEqualTo(name("first"));
    assertThat(attempt.path("httpStatus").asInt()).isEqualTo(status);
    assertThat(attempt.path("upstreamError").asText()).contains("max_tokens");
    JsonNode stats = api().get("logs/stats?sessionId=" + session).is(200).json();
    assertThat(stats.path("totalRequests").asInt()).isEqualTo(1);
    assertThat(stats.path("byProvider").path("anthropic").path("requests").asInt()).isEqualTo(1);
    assertThat(stats.path("byStatus").path("failover").asInt()).isEqualTo(1);
    assertThat(stats.path("successRate").asDouble()).isEqualTo(1.0);
  }

  private JsonNode attempt(String session, String of) {
    JsonNode found = null;
    for (JsonNode record : records(session)) {
      if (record.path("attemptOf").asText().equals(of)) {
        found = record;
      }
    }
    assertThat(found).as("an attempt of %s", of).isNotNull();
    return found;
  }

  @Test
  void aConnectionThatBreaksBeforeTheAnswerGoesOnToo() {
    first.answers((request, wire) -> wire.reset());
    String session = Api.unique("reset");

    HttpResponse<String> answer = text(posted(MESSAGES, session, ASKED));

    assertThat(answer.statusCode()).isEqualTo(200);
    JsonNode record = ended(session);
    assertThat(attempt(session, record.path("id").asText()).path("status").asText())
        .isEqualTo("failover");
  }

  @Test
  void whenAllRefuseTheCallerHearsTheLast() {
    first.answers(ProviderScripts.json(500, "{\"first\":1}"));
    second.answers(ProviderScripts.json(529, ProviderScripts.ANTHROPIC_ERROR));
    String session = Api.unique("all");

    HttpResponse<String> answer = text(posted(MESSAGES, session, ASKED));

    assertThat(answer.statusCode()).isEqualTo(529);
    assertThat(answer.body()).isEqualTo(ProviderScripts.ANTHROPIC_ERROR);
    JsonNode record = ended(session);
    assertThat(record.path("status").asText()).isEqualTo("error");
    assertThat(record.path("httpStatus").asInt()).isEqualTo(529);
  }

  @Test
  void aChannelMayBeTriedAgain() {
    int[] tries = new int[1];
    first.answers(
        (request, wire) -> {
          if (++tries[0] < 3) {
            wire.json(503, ProviderScripts.OPENAI_ERROR, "Retry-After: 0");
          } else {
            wire.json(200, ProviderScripts.OPENAI_CHAT);
          }
        });
    String session = Api.unique("retry");

    HttpResponse<String> answer = text(posted("openai/v1/chat/completions", session, ASKED));

    assertThat(answer.body()).isEqualTo(ProviderScripts.OPENAI_CHAT);
    JsonNode record = ended(session);
    assertThat(record.path("status").asText()).isEqualTo("completed");
    assertThat(attempt(session, record.path("id").asText()).path("status").asText())
        .isEqualTo("retry_wait");
    assertThat(records(session)).hasSize(3);
  }

  @Test
  void anEditTakesEffectAndABrokenOneChangesNothing() throws IOException {
    edit("channels:\n  - name: only\n    provider: anthropic\n    url: " + second.uri() + "\n");
    await().atMost(PATIENCE).until(() -> view().path("channels").size() == 1);
    text(posted(MESSAGES, Api.unique("edit"), ASKED));
    assertThat(second.received()).hasSize(1);

    edit("channels:\n  - name: broken\n    provider: nobody\n    url: x\n    colour: red\n");
    await().atMost(PATIENCE).until(() -> view().has("fileFault"));

    assertThat(view().path("fileFault").asText())
        .contains("line 3: provider must be anthropic, openai or gemini")
        .contains("line 5: nothing is called 'colour' here");
    assertThat(view().path("channels").path(0).path("name").asText()).isEqualTo("only");
    assertThat(text(posted(MESSAGES, Api.unique("kept"), ASKED)).statusCode()).isEqualTo(200);
  }

  @Test
  void aProviderWithoutAChannelIsUnavailable() {
    HttpResponse<String> answer = text(posted("gemini/v1beta/models/x:generateContent", "s", "{}"));

    assertThat(answer.statusCode()).isEqualTo(503);
    assertThat(Answer.parse(answer.body()).path("error").path("status").asText())
        .isEqualTo("UNAVAILABLE");
  }

  @Test
  void afterFailuresInARowOtherChannelsComeFirstAndItShows() {
    first.answers(ProviderScripts.json(500, "{}"));
    for (int i = 0; i < 5; i++) {
      text(posted(MESSAGES, Api.unique("circuit"), ASKED));
    }

    JsonNode circuit = view().path("channels").path(0).path("circuit");
    assertThat(circuit.path("state").asText()).isEqualTo("OPEN");
    assertThat(circuit.path("failuresInARow").asInt()).isEqualTo(5);
    assertThat(circuit.path("lastFailure").asText()).isEqualTo("HTTP 500");
    text(posted(MESSAGES, Api.unique("circuit"), ASKED));
    assertThat(first.received()).hasSize(5);
    assertThat(second.received()).hasSize(6);
  }

  @Test
  void noKeyIsShown() {
    assertThat(view().toString()).doesNotContain(KEY).contains("\"key\":\"channel\"");
  }
}
