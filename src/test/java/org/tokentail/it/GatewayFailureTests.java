package org.tokentail.it;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.tokentail.load.ProviderScripts;

/** What breaks, on either side, ends in the right state. */
interface GatewayFailureTests extends GatewayTests {
  String MESSAGES = "anthropic/v1/messages";
  String STREAMED = "{\"model\":\"claude-x\",\"stream\":true}";

  @ParameterizedTest
  @ValueSource(ints = {400, 401, 404, 413, 429, 500, 529})
  default void anErrorOfTheProviderPassesAndIsRecordedInItsWords(int status) {
    provider()
        .answers(ProviderScripts.json(status, ProviderScripts.ANTHROPIC_ERROR, "retry-after: 3"));
    String session = Api.unique("error");

    HttpResponse<String> answer = text(posted(MESSAGES, session, "{\"model\":\"claude-x\"}"));

    assertThat(answer.statusCode()).isEqualTo(status);
    assertThat(answer.body()).isEqualTo(ProviderScripts.ANTHROPIC_ERROR);
    assertThat(answer.headers().firstValue("retry-after")).contains("3");
    JsonNode record = ended(session);
    assertThat(record.path("status").asText()).isEqualTo("error");
    assertThat(record.path("httpStatus").asInt()).isEqualTo(status);
    assertThat(record.path("upstreamError").asText()).contains("max_tokens: must be positive");
    assertThat(record.path("error").asText()).contains("" + status);
  }

  @Test
  default void aConnectionThatBreaksBeforeTheAnswerIsABadGateway() {
    provider().answers((request, wire) -> wire.reset());
    String session = Api.unique("reset");

    HttpResponse<String> answer = text(posted(MESSAGES, session, "{}"));

    assertThat(answer.statusCode()).isEqualTo(502);
    assertThat(Answer.parse(answer.body()).path("error").path("type").asText())
        .isEqualTo("api_error");
    JsonNode record = ended(session);
    assertThat(record.path("status").asText()).isEqualTo("error");
    assertThat(record.has("httpStatus")).isFalse();
  }

  @ParameterizedTest
  @ValueSource(booleans = {true, false})
  default void aStreamThatBreaksInTheMiddleBreaksForTheCallerAfterWhatCame(boolean reset) {
    String begin = ProviderScripts.ANTHROPIC_STREAM.substring(0, 800);
    provider()
        .answers(
            (request, wire) -> {
              wire.events().chunk(begin);
              if (reset) {
                await().atMost(PATIENCE).until(() -> provider().connections() > 0);
                wire.reset();
              } else {
                wire.close();
              }
            });
    String session = Api.unique("broken");

    HttpResponse<InputStream> answer =
        Api.send(posted(MESSAGES, session, STREAMED).build(), BodyHandlers.ofInputStream());

    StringBuilder read = new StringBuilder();
    assertThatExceptionOfType(IOException.class)
        .isThrownBy(
            () -> {
              for (int c = answer.body().read(); c >= 0; c = answer.body().read()) {
                read.append((char) c);
              }
            });
    if (!reset) {
      assertThat(read.toString())
          .isEqualTo(
              new String(begin.getBytes(StandardCharsets.UTF_8), StandardCharsets.ISO_8859_1));
    }
    JsonNode record = ended(session);
    assertThat(record.path("status").asText()).isEqualTo("error");
    assertThat(record.path("httpStatus").asInt()).isEqualTo(200);
    assertThat(record.path("error").asText()).contains("broke off");
  }

  @Test
  default void anAnswerThatIsShorterThanItSaidBreaksForTheCallerToo() {
    provider()
        .answers(
            (request, wire) -> {
              wire.head(200, "Content-Type: application/json", "Content-Length: 1000");
              wire.raw("{\"id\":".getBytes(StandardCharsets.UTF_8)).close();
            });
    String session = Api.unique("short");

    assertThatExceptionOfType(Exception.class)
        .isThrownBy(() -> text(posted(MESSAGES, session, "{}")));

    assertThat(ended(session).path("status").asText()).isEqualTo("error");
  }

  @Test
  default void aProviderThatDoesNotAnswerTimesOut() {
    provider().answers((request, wire) -> wire.untilLeft());
    String session = Api.unique("mute");

    HttpResponse<String> answer = text(posted(MESSAGES, session, "{}"));

    assertThat(answer.statusCode()).isEqualTo(504);
    assertThat(Answer.parse(answer.body()).path("error").path("type").asText())
        .isEqualTo("timeout_error");
    JsonNode record = ended(session);
    assertThat(record.path("status").asText()).isEqualTo("timeout");
    assertThat(record.path("error").asText()).contains("did not answer within 8 s");
    await().atMost(PATIENCE).until(() -> provider().connections() == 0 || isIdle());
  }

  private boolean isIdle() {
    return api().get("gateway").is(200).json().path("open").asInt() == 0;
  }

  @Test
  default void aStreamThatFallsSilentTimesOut() {
    provider()
        .answers(
            (request, wire) -> {
              wire.events().chunk(ProviderScripts.ANTHROPIC_STREAM.substring(0, 300));
              wire.untilLeft();
            });
    String session = Api.unique("silent");

    assertThatExceptionOfType(Exception.class)
        .isThrownBy(() -> text(posted(MESSAGES, session, STREAMED)));

    JsonNode record = ended(session);
    assertThat(record.path("status").asText()).isEqualTo("timeout");
    assertThat(record.path("error").asText()).contains("sent nothing for 8 s");
  }

  @Test
  default void whenTheCallerLeavesAStreamTheProviderIsLeftToo() throws IOException {
    boolean[] left = new boolean[1];
    provider()
        .answers(
            (request, wire) -> {
              wire.events();
              try {
                while (true) {
                  wire.chunk("event: ping\ndata: {\"type\":\"ping\"}\n\n");
                  java.util.concurrent.TimeUnit.MILLISECONDS.sleep(50);
                }
              } finally {
                left[0] = true;
              }
            });
    String session = Api.unique("left");
    try (Socket caller = raw(session, STREAMED)) {
      assertThat(caller.getInputStream().read()).isPositive();
    }

    await().atMost(PATIENCE).until(() -> left[0]);
    JsonNode record = ended(session);
    assertThat(record.path("status").asText()).isEqualTo("cancelled");
    assertThat(record.path("httpStatus").asInt()).isEqualTo(200);
  }

  @Test
  default void whenTheCallerLeavesBeforeTheAnswerTheProviderIsLeftToo() throws IOException {
    boolean[] left = new boolean[1];
    provider()
        .answers(
            (request, wire) -> {
              wire.untilLeft();
              left[0] = true;
            });
    String session = Api.unique("early");
    try (Socket caller = raw(session, "{}")) {
      assertThat(caller.isConnected()).isTrue();
      isPending(session);
    }

    await().atMost(PATIENCE).until(() -> left[0]);
    assertThat(ended(session).path("status").asText()).isEqualTo("cancelled");
  }

  @ParameterizedTest
  @ValueSource(booleans = {true, false})
  default void aCallerWhoTakesNothingIsLeft(boolean whole) throws IOException {
    byte[] much = new byte[4 * 1024 * 1024];
    provider()
        .answers(
            (request, wire) -> {
              if (whole) {
                wire.whole(200, much);
              } else {
                wire.events().chunk(much).close();
              }
            });
    String session = Api.unique("stalled");
    try (Socket caller = raw(session, "{}")) {
      assertThat(caller.getInputStream().read()).isPositive();
      JsonNode record = ended(session);
      assertThat(record.path("status").asText()).isEqualTo("cancelled");
      assertThat(record.path("error").asText()).contains("took nothing for 8 s");
      await().atMost(PATIENCE).until(this::isIdle);
    }
  }

  @Test
  default void aStatusThatNoRecordHoldsPassesAndIsSaidInWords() {
    provider().answers(ProviderScripts.json(799, "{}"));
    String session = Api.unique("odd");

    assertThat(text(posted(MESSAGES, session, "{}")).statusCode()).isEqualTo(799);

    JsonNode record = ended(session);
    assertThat(record.path("status").asText()).isEqualTo("error");
    assertThat(record.has("httpStatus")).isFalse();
    assertThat(record.path("error").asText()).contains("HTTP 799");
  }

  @ParameterizedTest
  @ValueSource(ints = {1_000, 5_000_000})
  default void aCallerWhoStopsInItsRequestIsLeft(int length) throws IOException {
    provider().answers(ProviderScripts.all());
    String session = Api.unique("upload");
    try (Socket caller = raw(session, length, "{\"model\":")) {
      JsonNode record = ended(session);
      assertThat(record.path("status").asText()).isEqualTo("cancelled");
      assertThat(record.path("error").asText()).contains("sent nothing for 8 s");
      assertThat(caller.isConnected()).isTrue();
    }
  }

  @Test
  default void theLimitOfACallersKeyIsNoFailureOfTheChannel() {
    provider().answers(ProviderScripts.json(429, "{}"));
    String before = failures();

    assertThat(text(posted(MESSAGES, Api.unique("limit"), "{}")).statusCode()).isEqualTo(429);

    assertThat(failures()).isEqualTo(before);
  }

  private String failures() {
    return api().get("gateway").is(200).json().path("channels").findValues("failures").toString();
  }

  private Socket raw(String session, String body) throws IOException {
    return raw(session, body.length(), body);
  }

  @Test
  default void aUrlThatCannotBeSentIsTheCallersFault() throws IOException {
    String before = failures();
    String session = Api.unique("url");

    try (Socket caller = raw(MESSAGES + "?a=%zz", session, 2, "{}")) {
      byte[] line = caller.getInputStream().readNBytes("HTTP/1.1 400".length());
      assertThat(new String(line, StandardCharsets.US_ASCII)).isEqualTo("HTTP/1.1 400");
    }

    assertThat(ended(session).path("error").asText()).contains("not allowed");
    assertThat(failures()).isEqualTo(before);
  }

  private Socket raw(String session, int length, String body) throws IOException {
    return raw(MESSAGES, session, length, body);
  }

  private Socket raw(String path, String session, int length, String body) throws IOException {
    Socket socket = new Socket();
    socket.setReceiveBufferSize(16 * 1024);
    socket.connect(new InetSocketAddress(api().base().getHost(), api().base().getPort()));
    socket.setSoTimeout(30_000);
    socket
        .getOutputStream()
        .write(
            "POST %sgateway/%s HTTP/1.1\r\nHost: x\r\nx-tokentail-key: %s\r\nx-tokentail-session: %s\r\nContent-Length: %d\r\n\r\n%s"
                .formatted(api().base().getPath(), path, Api.KEY, session, length, body)
                .getBytes(StandardCharsets.US_ASCII));
    return socket;
  }
}
