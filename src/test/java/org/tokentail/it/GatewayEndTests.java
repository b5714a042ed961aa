package org.tokentail.it;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.io.InputStream;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

/** What an answer has said is what happened, however its connections end. */
interface GatewayEndTests extends GatewayTests {
  String GEMINI_STREAM = "gemini/v1beta/models/gemini-2.5-flash:streamGenerateContent?alt=sse";

  String OVERLOADED =
      "event: error\ndata: {\"type\":\"error\",\"error\":{\"type\":\"overloaded_error\",\"message\":\"Overloaded\"}}\n\n";

  /** Path, first event, last event. */
  static Stream<Arguments> streams() {
    return Stream.of(
        Arguments.of(
            "anthropic/v1/messages",
            "event: message_start\ndata: {\"type\":\"message_start\",\"message\":{\"model\":\"m\",\"usage\":{\"input_tokens\":7,\"output_tokens\":1}}}\n\n",
            "event: message_delta\ndata: {\"type\":\"message_delta\",\"delta\":{\"stop_reason\":\"end_turn\"},\"usage\":{\"output_tokens\":5}}\n\nevent: message_stop\ndata: {\"type\":\"message_stop\"}\n\n"),
        Arguments.of(
            "openai/v1/chat/completions",
            "data: {\"model\":\"m\",\"choices\":[{\"index\":0,\"delta\":{\"content\":\"Hi\"},\"finish_reason\":null}]}\n\n",
            "data: {\"choices\":[{\"index\":0,\"delta\":{},\"finish_reason\":\"stop\"}]}\n\ndata: {\"choices\":[],\"usage\":{\"prompt_tokens\":7,\"completion_tokens\":5}}\n\ndata: [DONE]\n\n"),
        Arguments.of(
            "openai/v1/responses",
            "event: response.output_text.delta\ndata: {\"type\":\"response.output_text.delta\",\"delta\":\"Hi\"}\n\n",
            "event: response.completed\ndata: {\"type\":\"response.completed\",\"response\":{\"status\":\"completed\",\"model\":\"m\",\"usage\":{\"input_tokens\":7,\"output_tokens\":5}}}\n\n"),
        Arguments.of(
            GEMINI_STREAM,
            "data: {\"candidates\":[{\"content\":{\"parts\":[{\"text\":\"Hi\"}]}}]}\n\n",
            "data: {\"candidates\":[{\"content\":{\"parts\":[{\"text\":\"!\"}]},\"finishReason\":\"STOP\"}],\"usageMetadata\":{\"promptTokenCount\":7,\"candidatesTokenCount\":5}}\n\n"));
  }

  @ParameterizedTest
  @MethodSource("streams")
  default void whoLeavesAfterTheLastEventLeavesACompletedCall(
      String path, String first, String last) throws Exception {
    JsonNode record = leftAfter(path, first + last);

    assertThat(record.path("status").asText()).as("%s", record).isEqualTo("completed");
    assertThat(record.path("httpStatus").asInt()).isEqualTo(200);
    assertThat(record.path("inputTokens").asInt()).isEqualTo(7);
    assertThat(record.path("outputTokens").asInt()).isEqualTo(5);
    assertThat(record.has("error")).isFalse();
  }

  @ParameterizedTest
  @MethodSource("streams")
  default void whoLeavesInTheMiddleHasCancelled(String path, String first, String last)
      throws Exception {
    JsonNode record = leftAfter(path, first);

    assertThat(record.path("status").asText()).as("%s", record).isEqualTo("cancelled");
    assertThat(record.path("error").asText()).isEqualTo("The caller left.");
    assertThat(last).isNotEmpty();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "anthropic/v1/messages|event: error;data: {\"type\":\"error\",\"error\":{\"type\":\"overloaded_error\",\"message\":\"Overloaded\"}};;|overloaded_error: Overloaded",
        "openai/v1/chat/completions|data: {\"error\":{\"type\":\"server_error\",\"message\":\"Sorry\"}};;|server_error: Sorry",
        "openai/v1/responses|event: error;data: {\"type\":\"error\",\"code\":\"oops\",\"message\":\"Sorry\"};;|oops: Sorry",
        GEMINI_STREAM
            + "|data: {\"error\":{\"code\":503,\"message\":\"Sorry\",\"status\":\"UNAVAILABLE\"}};;|UNAVAILABLE: Sorry",
      })
  default void whoLeavesAfterAnErrorLeavesAnErrorInItsWords(String path, String event, String words)
      throws Exception {
    JsonNode record = leftAfter(path, ": begin\n\n" + event.replace(';', '\n'));

    isError(record, words);
  }

  private static void isError(JsonNode record, String words) {
    assertThat(record.path("status").asText()).as("%s", record).isEqualTo("error");
    assertThat(record.path("httpStatus").asInt()).isEqualTo(200);
    assertThat(record.path("error").asText()).contains("reported an error");
    assertThat(record.path("upstreamError").asText()).isEqualTo(words);
  }

  /** The record of a call whose caller leaves as soon as it has read that; the provider goes on. */
  private JsonNode leftAfter(String path, String events) throws Exception {
    CountDownLatch recorded = new CountDownLatch(1);
    provider()
        .answers(
            (request, wire) -> {
              wire.events().chunk(events);
              recorded.await(PATIENCE.toSeconds(), TimeUnit.SECONDS);
              wire.close();
            });
    String session = Api.unique("leaves");
    try (Socket caller = asks(path, session)) {
      reads(caller.getInputStream(), events.substring(events.length() - 20));
    }
    try {
      return ended(session);
    } finally {
      recorded.countDown();
    }
  }

  private Socket asks(String path, String session) throws IOException {
    Socket socket = new Socket(api().base().getHost(), api().base().getPort());
    socket.setSoTimeout((int) PATIENCE.toMillis());
    socket
        .getOutputStream()
        .write(
            "POST %sgateway/%s HTTP/1.1\r\nHost: x\r\nx-tokentail-key: %s\r\nx-tokentail-session: %s\r\nContent-Length: 15\r\n\r\n{\"stream\":true}"
                .formatted(api().base().getPath(), path, Api.KEY, session)
                .getBytes(StandardCharsets.US_ASCII));
    return socket;
  }

  private static void reads(InputStream in, String until) throws IOException {
    StringBuilder read = new StringBuilder();
    while (read.indexOf(until) < 0) {
      int next = in.read();
      assertThat(next).as("%s", read).isNotNegative();
      read.append((char) next);
    }
  }

  @Test
  default void aConnectionThatBreaksAfterTheLastEventIsACompletedCall() throws Exception {
    String all =
        streams().map(each -> each.get()[1] + "" + each.get()[2]).findFirst().orElseThrow();
    provider().answers((request, wire) -> wire.events().chunk(all).close());
    String session = Api.unique("last-break");
    try (Socket caller = asks("anthropic/v1/messages", session)) {
      reads(caller.getInputStream(), "message_stop\"}");
      assertThat(ended(session).path("status").asText()).isEqualTo("completed");
    }
  }

  @Test
  default void aConnectionThatBreaksAfterAnErrorIsThatError() throws Exception {
    provider().answers((request, wire) -> wire.events().chunk(OVERLOADED).close());
    String session = Api.unique("error-break");
    try (Socket caller = asks("anthropic/v1/messages", session)) {
      reads(caller.getInputStream(), "Overloaded");
      isError(ended(session), "overloaded_error: Overloaded");
    }
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "text/html|<html>Blocked by policy 7</html>|neither JSON nor an event stream|Blocked by policy 7",
        "application/json|upstream connect error|neither JSON nor an event stream|upstream connect error",
        "application/json|''|is empty|''",
        "text/event-stream|''|is empty|''",
        "application/json|{\"choices\":[|middle of its JSON|''",
        "text/event-stream|: ping|without its last event|''",
        "text/event-stream|{\"error\":{\"message\":\"No\"}}|reported an error|No",
        "text/event-stream|data: {\"choices\":[{\"finish_reason\":\"error\"}]}|ended its answer with \"error\"|''",
      })
  default void whatIsNoAnswerEndsAsWhatItIs(String type, String body, String error, String words) {
    provider()
        .answers(
            (request, wire) ->
                wire.whole(200, body.getBytes(StandardCharsets.UTF_8), "Content-Type: " + type));
    String session = Api.unique("no-answer");

    assertThat(text(posted("openai/v1/chat/completions", session, "{}")).body()).isEqualTo(body);

    JsonNode record = ended(session);
    assertThat(record.path("status").asText()).as("%s", record).isEqualTo("error");
    assertThat(record.path("httpStatus").asInt()).isEqualTo(200);
    assertThat(record.path("error").asText()).contains(error);
    assertThat(record.path("upstreamError").asText()).contains(words);
  }

  @Test
  default void aPageThatCannotBeDecodedIsNoAnswerEither() {
    provider()
        .answers(
            (request, wire) ->
                wire.whole(
                    200,
                    new byte[] {11, 2, 'x', 3},
                    "Content-Type: text/html",
                    "Content-Encoding: br"));
    String session = Api.unique("br-page");

    bytes(posted("openai/v1/chat/completions", session, "{}"));

    JsonNode record = ended(session);
    assertThat(record.path("status").asText()).as("%s", record).isEqualTo("error");
    assertThat(record.path("error").asText()).contains("neither JSON");
  }

  @Test
  default void anEventStreamIsReadWhateverItsType() {
    String all =
        streams().map(each -> each.get()[1] + "" + each.get()[2]).findFirst().orElseThrow();
    provider()
        .answers(
            (request, wire) ->
                wire.whole(200, all.getBytes(StandardCharsets.UTF_8), "Content-Type: text/plain"));
    String session = Api.unique("plain");

    text(posted("anthropic/v1/messages", session, "{\"stream\":true}"));

    JsonNode record = ended(session);
    assertThat(record.path("status").asText()).isEqualTo("completed");
    assertThat(record.path("outputTokens").asInt()).isEqualTo(5);
  }
}
