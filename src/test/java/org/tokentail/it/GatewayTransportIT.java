package org.tokentail.it;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.net.MalformedURLException;
import java.net.URI;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Map;
import java.util.stream.Collectors;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.tokentail.load.CallCrowd;
import org.tokentail.load.DeafListener;
import org.tokentail.load.ProviderScripts;
import org.tokentail.load.ServerOptions;
import org.tokentail.load.ServerProcess;
import org.tokentail.load.TestCertificate;
import org.tokentail.load.TestProvider;

/** The way to a provider: TLS, and connections that never come about. */
class GatewayTransportIT implements GatewayTests {
  private static final String MESSAGES = "anthropic/v1/messages";
  private static final String ASKED = "{\"model\":\"claude-x\",\"stream\":%s}";
  private static final String SECRET = "sk-ant-of-the-caller";

  private static final int CALLERS = 16;
  private static final int QUICK_CALLS = 4_000;

  @TempDir private static Path directory;
  private static TestProvider trusted;
  private static TestProvider untrusted;
  private static DeafListener deaf;
  private static Path file;
  private static ServerProcess server;

  @BeforeAll
  static void start() throws IOException {
    TestCertificate known = TestCertificate.make(Files.createDirectory(directory.resolve("known")));
    TestCertificate other = TestCertificate.make(Files.createDirectory(directory.resolve("other")));
    trusted = TestProvider.start(ProviderScripts.all(), known);
    untrusted = TestProvider.start(ProviderScripts.all(), other);
    deaf = new DeafListener();
    file = Files.writeString(directory.resolve("channels.yaml"), "channels: []\n");
    server =
        ServerProcess.start(
            ServerOptions.ofTokentail()
                .jvm("-XX:TieredStopAtLevel=1")
                .setting("tokentail.key", Api.KEY)
                .setting("tokentail.gateway.file", file)
                .setting("javax.net.ssl.trustStore", known.trusted())
                .setting("javax.net.ssl.trustStorePassword", TestCertificate.PASSWORD));
  }

  @AfterAll
  static void stop() {
    server.close();
    deaf.close();
    trusted.close();
    untrusted.close();
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
    return trusted;
  }

  private record Way(String name, URI to) {
    /** Of a name of its own: it brings a circuit of its own. */
    static Way to(URI to) {
      return new Way(Api.unique("way"), to);
    }
  }

  /** Has the gateway know these channels, in that order, and no others. */
  private void channels(Way... ways) throws IOException {
    String yaml =
        Arrays.stream(ways)
            .map(
                way ->
                    " - {name: %s, provider: anthropic, url: '%s', connect-seconds: 1, priority: %d}\n"
                        .formatted(way.name(), way.to(), Arrays.asList(ways).indexOf(way)))
            .collect(Collectors.joining());
    Files.writeString(file, "channels:\n" + yaml);
    await()
        .atMost(PATIENCE)
        .until(
            () ->
                api()
                    .get("gateway")
                    .is(200)
                    .json()
                    .findValuesAsText("name")
                    .equals(Arrays.stream(ways).map(Way::name).toList()));
  }

  private HttpResponse<byte[]> asked(String session, boolean stream) {
    return bytes(posted(MESSAGES, session, ASKED.formatted(stream)).header("x-api-key", SECRET));
  }

  @ParameterizedTest
  @ValueSource(booleans = {true, false})
  void anAnswerOverTlsPassesByteForByte(boolean stream) throws IOException {
    channels(Way.to(trusted.uri()));
    String session = Api.unique("tls");

    HttpResponse<byte[]> answer = asked(session, stream);

    assertThat(answer.statusCode()).isEqualTo(200);
    assertThat(new String(answer.body(), StandardCharsets.UTF_8))
        .isEqualTo(stream ? ProviderScripts.ANTHROPIC_STREAM : ProviderScripts.ANTHROPIC_MESSAGE);
    assertThat(answer.headers().firstValue("request-id")).contains("req_1");
    JsonNode record = ended(session);
    assertThat(record.path("status").asText()).isEqualTo("completed");
    assertThat(record.path("outputTokens").asInt()).isEqualTo(15);
    assertThat(record.has("firstTokenTime")).isTrue();
  }

  /** A connection goes from call to call: whoever still held on to it would end another's. */
  @Test
  void callsThatAreAnsweredAtOnceEndNoOther() throws IOException {
    long latest = System.nanoTime() + PATIENCE.multipliedBy(4).toNanos();
    try (TestProvider quick = TestProvider.start(ProviderScripts.all(), false)) {
      channels(Way.to(quick.uri()));
      URI target = server.uri().resolve("gateway/" + MESSAGES);
      Map<String, String> key = Map.of("x-tokentail-key", Api.KEY);
      // It throws at any answer but 200.
      try (CallCrowd crowd = new CallCrowd(target, key, ASKED.formatted(false), firstByte -> {})) {
        while (crowd.ended() < QUICK_CALLS) {
          assertThat(System.nanoTime()).as("%d calls ended", crowd.ended()).isLessThan(latest);
          while (crowd.open() < CALLERS) {
            crowd.begin(System.nanoTime());
          }
          crowd.await(latest);
        }
      }
    }
  }

  @Test
  void aCertificateThatNobodyTrustsIsABadGatewayAndSaysSo() throws IOException {
    Way way = Way.to(untrusted.uri());
    channels(way);
    String session = Api.unique("untrusted");

    HttpResponse<byte[]> answer = asked(session, false);

    assertThat(answer.statusCode()).isEqualTo(502);
    JsonNode error = Answer.parse(new String(answer.body(), StandardCharsets.UTF_8));
    assertThat(error.path("type").asText()).isEqualTo("error");
    assertThat(error.path("error").path("type").asText()).isEqualTo("api_error");
    String words = "TLS with %s failed: ".formatted(untrusted.uri().getAuthority());
    assertThat(error.path("error").path("message").asText()).startsWith(words);
    JsonNode record = ended(session);
    assertThat(record.path("status").asText()).isEqualTo("error");
    assertThat(record.path("error").asText()).startsWith(words);
    assertThat(record.has("httpStatus")).isFalse();
    assertThat(record.toString()).doesNotContain(SECRET).doesNotContain(Api.KEY);
    assertThat(api().get("gateway").body())
        .contains(words)
        .doesNotContain(SECRET)
        .doesNotContain(Api.KEY);
    assertThat(untrusted.received()).isEmpty();
  }

  @Test
  void aCertificateThatNobodyTrustsGoesOnOverTheNextChannel() throws IOException {
    Way first = Way.to(untrusted.uri());
    channels(first, Way.to(trusted.uri()));
    String session = Api.unique("next");

    assertThat(asked(session, false).body())
        .asString(StandardCharsets.UTF_8)
        .isEqualTo(ProviderScripts.ANTHROPIC_MESSAGE);

    assertThat(ended(session).path("failoverInfo").asText())
        .startsWith(first.name() + ": TLS with ");
    assertThat(untrusted.received()).isEmpty();
  }

  @Test
  void anAddressThatNeverAnswersTimesOut() throws IOException {
    channels(Way.to(deaf.uri()));
    String session = Api.unique("deaf");

    HttpResponse<byte[]> answer = asked(session, false);

    assertThat(answer.statusCode()).isEqualTo(504);
    JsonNode error = Answer.parse(new String(answer.body(), StandardCharsets.UTF_8));
    String words = "No connection to %s within 1 s.".formatted(deaf.uri().getAuthority());
    assertThat(error.path("error").path("type").asText()).isEqualTo("timeout_error");
    assertThat(error.path("error").path("message").asText()).isEqualTo(words);
    JsonNode record = ended(session);
    assertThat(record.path("status").asText()).isEqualTo("timeout");
    assertThat(record.path("error").asText()).isEqualTo(words);
    assertThat(record.path("durationMs").asLong()).isGreaterThanOrEqualTo(1_000);
  }

  @Test
  void anAddressThatNeverAnswersGoesOnOverTheNextChannel() throws IOException {
    Way first = Way.to(deaf.uri());
    Way second = Way.to(trusted.uri());
    channels(first, second);
    String session = Api.unique("deaf");

    assertThat(asked(session, true).body())
        .asString(StandardCharsets.UTF_8)
        .isEqualTo(ProviderScripts.ANTHROPIC_STREAM);

    JsonNode record = ended(session);
    assertThat(record.path("status").asText()).isEqualTo("completed");
    assertThat(record.path("channelName").asText()).isEqualTo(second.name());
    assertThat(record.path("failoverInfo").asText())
        .isEqualTo(
            "%s: No connection to %s within 1 s.; then %s"
                .formatted(first.name(), deaf.uri().getAuthority(), second.name()));
    assertThat(records(session).findValuesAsText("status"))
        .containsExactlyInAnyOrder("completed", "failover");
  }
}
