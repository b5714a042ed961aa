package org.tokentail.it;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.tokentail.load.ProviderScripts;
import org.tokentail.load.TestProvider.Received;

/** Bytes, status and headers pass unchanged, and the record says what went by. */
interface GatewayPassTests extends GatewayTests {
  /** What a container or a connection may add or change. */
  Set<String> OF_THE_CONNECTION =
      Set.of("host", "connection", "content-length", "transfer-encoding", "date");

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "POST|anthropic|/v1/messages|{\"model\":\"claude-sonnet-4-5\",\"max_tokens\":9,\"messages\":[]}",
        "POST|anthropic|/v1/messages?beta=true|{\"model\":\"claude-sonnet-4-5\",\"stream\":true,\"messages\":[]}",
        "POST|anthropic|/v1/messages|{\"model\":\"none\"}",
        "POST|anthropic|/v1/messages/count_tokens|{\"model\":\"claude-sonnet-4-5\"}",
        "POST|openai|/v1/chat/completions|{\"model\":\"gpt-5\",\"stream\":true}",
        "POST|openai|/v1/chat/completions|{\"model\":\"gpt-5\"}",
        "POST|openai|/v1/responses|{\"model\":\"gpt-5\",\"stream\":true}",
        "POST|openai|/v1/responses|not JSON at all",
        "GET|openai|/v1/models?limit=3&q=a%20b%2Fc|",
        "DELETE|openai|/v1/files/file-%C3%BC|",
        "POST|gemini|/v1beta/models/gemini-2.5-flash:generateContent|{\"contents\":[]}",
        "POST|gemini|/v1beta/models/gemini-2.5-flash%3AgenerateContent|{\"contents\":[]}",
        "HEAD|openai|/v1/models|",
        "OPTIONS|openai|/v1/models|",
        "PUT|openai|/v1/anything|",
      })
  default void theProviderAndTheCallerSeeTheSameAsWithoutTheGateway(
      String method, String name, String path, String body) {
    provider().answers(ProviderScripts.all());
    String session = Api.unique("pass");
    HttpResponse<byte[]> direct =
        bytes(call(HttpRequest.newBuilder(URI.create(provider().uri() + path)), method, body));
    HttpResponse<byte[]> passed = bytes(call(through(name + path, session), method, body));

    assertThat(passed.statusCode()).isEqualTo(direct.statusCode());
    assertThat(passed.body()).isEqualTo(direct.body());
    direct
        .headers()
        .map()
        .forEach(
            (header, values) -> {
              if (!OF_THE_CONNECTION.contains(header)) {
                assertThat(passed.headers().allValues(header)).as(header).isEqualTo(values);
              }
            });
    List<Received> received = provider().received();
    assertThat(received).hasSize(2);
    assertThat(received.get(1).method()).isEqualTo(method);
    assertThat(received.get(1).target()).isEqualTo(received.get(0).target());
    assertThat(received.get(1).body()).isEqualTo(received.get(0).body());
    Map<String, List<String>> expected = lines(received.get(0));
    // The one that changes: an answer in Brotli could not be read.
    expected.computeIfPresent(
        "accept-encoding", (field, values) -> List.of(values.get(0).replace(", br", "")));
    assertThat(lines(received.get(1))).isEqualTo(expected);
    assertThat(ended(session).path("endpoint").asText()).isEqualTo(path.replaceFirst("\\?.*", ""));
  }

  private static HttpRequest.Builder call(HttpRequest.Builder to, String method, String body) {
    return to.header("x-api-key", "sk-ant-api03-not-a-real-key-0001")
        .header("X-Stainless-Lang", "test")
        .header("accept-encoding", "gzip, br")
        .header("anthropic-version", "2023-06-01")
        .header("content-type", "application/json; charset=UTF-8")
        .method(method, body == null ? BodyPublishers.noBody() : BodyPublishers.ofString(body));
  }

  private static Map<String, List<String>> lines(Received request) {
    Map<String, List<String>> lines = new HashMap<>();
    for (String line : request.headers()) {
      String name = line.substring(0, line.indexOf(':')).toLowerCase(Locale.ROOT);
      if (!OF_THE_CONNECTION.contains(name)
          && !name.equals("upgrade")
          && !name.equals("http2-settings")) {
        lines
            .computeIfAbsent(name, key -> new ArrayList<>())
            .add(line.substring(name.length() + 1));
      }
    }
    return lines;
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "anthropic/v1/messages|{\"model\":\"claude-sonnet-4-5\"}|claude|25|4|8|15",
        "anthropic/v1/messages|{\"model\":\"claude-sonnet-4-5\",\"stream\":true}|claude|25|4|8|15",
        "openai/v1/chat/completions|{\"model\":\"gpt-5\"}|openai|25|0|12|15",
        "openai/v1/chat/completions|{\"model\":\"gpt-5\",\"stream\":true}|openai|25|0|12|15",
        "gemini/v1beta/openai/chat/completions|{\"model\":\"gpt-5\"}|openai|25|0|12|15",
        "anthropic/v1/chat/completions|{\"model\":\"gpt-5\",\"stream\":true}|openai|25|0|12|15",
        "openai/anthropic/v1/messages|{\"model\":\"claude-sonnet-4-5\"}|claude|25|4|8|15",
        "openai/openai/deployments/gpt-5/chat/completions?api-version=1|{}|openai|25|0|12|15",
        "openai/v1/responses|{\"model\":\"gpt-5\"}|openai|25|0|12|15",
        "openai/v1/responses|{\"model\":\"gpt-5\",\"stream\":true}|openai|25|0|12|15",
        "gemini/v1beta/models/gemini-2.5-flash:generateContent|{}|gemini|25|0|12|15",
      })
  default void theRecordHasTheUsageOfTheAnswer(
      String path, String body, String type, int input, int written, int read, int output) {
    provider().answers(ProviderScripts.all());
    String session = Api.unique("usage");

    text(posted(path, session, body));

    JsonNode record = ended(session);
    assertThat(record.path("status").asText()).as("%s", record).isEqualTo("completed");
    assertThat(record.path("type").asText()).isEqualTo(type);
    assertThat(record.path("inputTokens").asInt()).isEqualTo(input);
    assertThat(record.path("cacheCreationInputTokens").asInt()).isEqualTo(written);
    assertThat(record.path("cacheReadInputTokens").asInt()).isEqualTo(read);
    assertThat(record.path("outputTokens").asInt()).isEqualTo(output);
    assertThat(record.path("httpStatus").asInt()).isEqualTo(200);
    assertThat(record.path("model").asText()).isNotEmpty();
    assertThat(record.path("responseModel").asText()).startsWith(record.path("model").asText());
    assertThat(record.path("metadata").path("finishReason").asText()).isNotEmpty();
    assertThat(record.path("durationMs").asLong())
        .isGreaterThanOrEqualTo(record.path("firstTokenDurationMs").asLong(Long.MAX_VALUE));
  }

  @Test
  default void aCompressedAnswerStaysCompressedAndIsReadAllTheSame() {
    byte[] zipped = ProviderScripts.gzip(ProviderScripts.ANTHROPIC_MESSAGE);
    provider()
        .answers(
            (request, wire) ->
                wire.whole(
                    200, zipped, "Content-Type: application/json", "Content-Encoding: gzip"));
    String session = Api.unique("gzip");

    HttpResponse<byte[]> answer =
        bytes(posted("anthropic/v1/messages", session, "{\"model\":\"claude-sonnet-4-5\"}"));

    assertThat(answer.body()).isEqualTo(zipped);
    assertThat(answer.headers().firstValue("content-encoding")).contains("gzip");
    JsonNode record = ended(session);
    assertThat(record.path("status").asText()).isEqualTo("completed");
    assertThat(record.path("outputTokens").asInt()).isEqualTo(15);
  }

  @Test
  default void eachPieceOfAStreamComesAsItIsSentAndTheRecordIsPendingMeanwhile() throws Exception {
    List<String> events = ProviderScripts.events(ProviderScripts.ANTHROPIC_STREAM);
    CountDownLatch read = new CountDownLatch(1);
    provider()
        .answers(
            (request, wire) -> {
              wire.events();
              for (String event : events.subList(0, 5)) {
                wire.chunk(event);
              }
              read.await();
              for (String event : events.subList(5, events.size())) {
                wire.chunk(event);
              }
              wire.end();
            });
    String session = Api.unique("stream");

    HttpResponse<InputStream> answer =
        Api.send(
            posted("anthropic/v1/messages", session, "{\"model\":\"claude-x\",\"stream\":true}")
                .build(),
            BodyHandlers.ofInputStream());
    byte[] first = String.join("", events.subList(0, 5)).getBytes(StandardCharsets.UTF_8);
    assertThat(answer.body().readNBytes(first.length)).isEqualTo(first);
    isPending(session);
    read.countDown();
    String rest = new String(answer.body().readAllBytes(), StandardCharsets.UTF_8);

    assertThat(rest).isEqualTo(String.join("", events.subList(5, events.size())));
    JsonNode record = ended(session);
    assertThat(record.path("status").asText()).isEqualTo("completed");
    assertThat(record.path("httpStatus").asInt()).isEqualTo(200);
    assertThat(record.path("type").asText()).isEqualTo("claude");
    assertThat(record.path("providerName").asText()).isEqualTo("anthropic");
  }

  @Test
  default void aLongStreamIsNotTakenForDead() throws Exception {
    CountDownLatch outlived = new CountDownLatch(1);
    provider()
        .answers(
            (request, wire) -> {
              wire.events().chunk(ProviderScripts.ANTHROPIC_STREAM.substring(0, 21));
              while (!outlived.await(1, TimeUnit.SECONDS)) {
                wire.chunk(":\n");
              }
              wire.chunk(ProviderScripts.ANTHROPIC_STREAM.substring(21)).end();
            });
    String session = Api.unique("long");
    HttpResponse<InputStream> answer =
        Api.send(
            posted("anthropic/v1/messages", session, "{\"stream\":true}").build(),
            BodyHandlers.ofInputStream());
    isPending(session);
    // Another request, that nobody speaks of any more, shows that the time-out has passed.
    String silent = api().created("{\"model\":\"silent\"}");
    await()
        .atMost(PATIENCE)
        .until(() -> api().get("logs/" + silent).json().path("status").asText().equals("timeout"));

    isPending(session);
    assertThat(records(session).path(0).path("rev").asInt()).isEqualTo(1);
    outlived.countDown();
    answer.body().readAllBytes();
    assertThat(ended(session).path("status").asText()).isEqualTo("completed");
  }

  @Test
  default void aLargeRequestAndALargeAnswerPassUnchanged() throws IOException {
    byte[] large = new byte[5_000_000];
    new Random(6).nextBytes(large);
    provider().answers((request, wire) -> wire.whole(200, request.body(), "Content-Type: x/y"));
    for (String path : new String[] {"openai/v1/files", "openai/v1/chat/completions"}) {
      String session = Api.unique("large");

      HttpResponse<byte[]> known =
          bytes(through(path, session).POST(BodyPublishers.ofByteArray(large)));
      HttpResponse<byte[]> unknown =
          bytes(
              through(path, session)
                  .POST(
                      BodyPublishers.fromPublisher(
                          BodyPublishers.ofByteArrays(List.of(large, large)))));

      assertThat(known.body()).isEqualTo(large);
      assertThat(unknown.body()).hasSize(2 * large.length).startsWith(large);
    }
  }

  @ParameterizedTest
  @ValueSource(booleans = {true, false})
  default void aRequestThatGoesByInPiecesIsReadToo(boolean zipped) {
    provider().answers(ProviderScripts.all());
    String session = Api.unique("pieces");
    Random random = new Random(8);
    StringBuilder image = new StringBuilder();
    while (image.length() < 4_000_000) {
      image.append(Long.toHexString(random.nextLong()));
    }
    String json =
        "{\"messages\":[{\"content\":\"%s\"}],\"user\":\"u-1\",\"model\":\"gpt-5\",\"stream\":true}"
            .formatted(image);
    byte[] body = zipped ? ProviderScripts.gzip(json) : json.getBytes(StandardCharsets.UTF_8);

    HttpRequest.Builder request =
        through("openai/v1/chat/completions", session).POST(BodyPublishers.ofByteArray(body));
    text(zipped ? request.header("content-encoding", "gzip") : request);

    JsonNode record = ended(session);
    assertThat(provider().received().get(0).body()).isEqualTo(body);
    assertThat(record.path("model").asText()).as("%s", record).isEqualTo("gpt-5");
    assertThat(record.path("stream").asBoolean()).isTrue();
    assertThat(record.path("clientId").asText()).isEqualTo("u-1");
  }

  @Test
  default void headersAndBodySayWhoAsked() {
    provider().answers(ProviderScripts.all());
    String session = Api.unique("who");

    text(
        posted("openai/v1/chat/completions", session, "{\"model\":\"gpt-5\"}")
            .header("x-tokentail-client", "nightly")
            .header("x-tokentail-metadata-team", "growth")
            .header("X-Tokentail-Metadata-Run", "41"));

    JsonNode record = ended(session);
    assertThat(record.path("clientId").asText()).isEqualTo("nightly");
    assertThat(record.path("metadata").path("team").asText()).isEqualTo("growth");
    assertThat(record.path("metadata").path("run").asText()).isEqualTo("41");
    assertThat(provider().received().get(0).headers())
        .noneMatch(line -> line.toLowerCase(Locale.ROOT).startsWith("x-tokentail"));
  }

  @Test
  default void theUserAgentIsTheClientWhenNothingElseSaysIt() {
    provider().answers(ProviderScripts.all());
    String session = Api.unique("agent");

    text(through("openai/v1/models", session).header("user-agent", "OpenAI/Python 2.1.0"));

    assertThat(ended(session).path("clientId").asText()).isEqualTo("OpenAI/Python 2.1.0");
  }
}
