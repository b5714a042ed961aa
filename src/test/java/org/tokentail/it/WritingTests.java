package org.tokentail.it;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.tokentail.load.Framing;
import org.tokentail.load.WireCaller;

/** POST and PATCH (docs/PROTOCOL.md, "Writing" and "How a change is merged"). */
interface WritingTests {
  Api api();

  @Test
  default void aRecordIsAcknowledgedWithItsId() {
    String id = Api.unique("single");

    Answer answer = api().post("{\"id\":\"%s\",\"model\":\"gpt-5\"}".formatted(id)).is(201);

    assertThat(answer.json().path("accepted").asInt()).isEqualTo(1);
    assertThat(answer.json().path("cursor").asText()).matches("[a-z0-9]{1,16}-[1-9]\\d*");
    assertThat(answer.ids()).containsExactly(id);
    assertThat(answer.header("cache-control")).isEqualTo("no-store");
    JsonNode record = record(id);
    assertThat(record.path("rev").asInt()).isEqualTo(1);
    assertThat(record.path("status").asText()).isEqualTo("pending");
    assertThat(record.path("initialTime").asText())
        .matches("\\d{4}-\\d\\d-\\d\\dT\\d\\d:\\d\\d:\\d\\d\\.\\d{3}Z");
  }

  @Test
  default void anArrayIsAcknowledgedWithTheIdsInItsOrder() {
    String prefix = Api.unique("array");

    Answer answer =
        api().post("[{\"id\":\"%1$s-b\"},{\"id\":\"%1$s-a\"},{}]".formatted(prefix)).is(201);

    assertThat(answer.json().path("accepted").asInt()).isEqualTo(3);
    assertThat(answer.ids()).hasSize(3).startsWith(prefix + "-b", prefix + "-a");
  }

  @Test
  default void linesAreTakenLikeAnArray() {
    String id = Api.unique("line");
    String lines = "{\"id\":\"%1$s-1\"}\n\r\n  \n{\"id\":\"%1$s-2\"}\r\n{\"id\":\"%1$s-3\"}";

    Answer answer = api().post("application/x-ndjson", lines.formatted(id)).is(201);

    assertThat(answer.ids()).containsExactly(id + "-1", id + "-2", id + "-3");
  }

  /** Even where what came of it could be read. */
  @ParameterizedTest
  @CsvSource({
    "LENGTH,application/json",
    "CHUNKED,application/json",
    "LENGTH,application/x-ndjson",
    "CHUNKED,application/x-ndjson",
  })
  default void ofABodyThatBreaksOffNothingIsRecorded(Framing framing, String type)
      throws IOException {
    String id = Api.unique("broken");
    byte[] sent = "{\"id\":\"%s\"}\n".formatted(id).getBytes(StandardCharsets.UTF_8);
    try (WireCaller caller = new WireCaller(api().base())) {
      Map<String, String> headers = Map.of("x-api-key", Api.KEY, "Content-Type", type);
      URI logs = api().base().resolve("api/logs");
      caller.send(WireCaller.head("POST", logs, headers, framing.header(2 * sent.length)));
      caller.send(framing == Framing.LENGTH ? sent : Framing.chunks(sent, new Random(1)));
      caller.endOutput();

      assertThatExceptionOfType(IOException.class).isThrownBy(caller::reply);
    }
    await()
        .during(Duration.ofMillis(500))
        .atMost(Duration.ofSeconds(10))
        .until(() -> api().get("logs/" + id).status() == 404);
  }

  @Test
  default void generatedIdsAreUuidsInTheOrderOfTime() {
    List<String> ids = api().post("[{},{},{},{},{}]").is(201).ids();

    assertThat(ids)
        .allMatch(
            id -> id.matches("[0-9a-f]{8}-[0-9a-f]{4}-7[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}"))
        .isSorted()
        .doesNotHaveDuplicates();
  }

  @Test
  default void oneBadRecordRefusesItsWholeCall() {
    String prefix = Api.unique("refused");
    String bad = "{\"id\":\"%1$s-0\"}%2$s{\"id\":\"%1$s-1\"}%2$s{\"id\":\"%1$s-2\",\"price\":-1}";

    JsonNode problem = api().post("[" + bad.formatted(prefix, ",") + "]").problem(400);
    JsonNode ofLines = api().post("application/x-ndjson", bad.formatted(prefix, "\n")).problem(400);

    assertThat(problem.path("field").asText()).isEqualTo("price");
    assertThat(problem.path("index").asInt()).isEqualTo(2);
    assertThat(ofLines).isEqualTo(problem);
    api().get("logs/" + prefix + "-0").problem(404);
    assertThat(api().get("logs?q=" + prefix).is(200).ids()).isEmpty();
  }

  @Test
  default void aChangeReplacesWhatItCarriesAndLeavesTheRest() {
    String id =
        api()
            .created(
                """
                {"model":"gpt-5","sessionId":"s","inputTokens":10,
                 "metadata":{"team":"a","retry":1,"beta":true}}
                """);

    JsonNode changed =
        api()
            .patch(id, "{\"outputTokens\":5,\"model\":\"gpt-6\",\"metadata\":{\"team\":\"b\"}}")
            .is(200)
            .json();

    assertThat(changed.path("rev").asInt()).isEqualTo(2);
    assertThat(changed.path("model").asText()).isEqualTo("gpt-6");
    assertThat(changed.path("sessionId").asText()).isEqualTo("s");
    assertThat(changed.path("totalTokens").asInt()).isEqualTo(15);
    assertThat(changed.path("metadata").toString())
        .isEqualTo("{\"team\":\"b\",\"retry\":1,\"beta\":true}");
    assertThat(record(id)).isEqualTo(changed);
  }

  @Test
  default void aChangeOfAnUnknownIdCreatesTheRecord() {
    String id = Api.unique("late");

    JsonNode first = api().patch(id, "{\"status\":\"completed\"}").is(200).json();
    api().post("{\"id\":\"%s\",\"status\":\"pending\",\"model\":\"m\"}".formatted(id)).is(201);

    assertThat(first.path("rev").asInt()).isEqualTo(1);
    assertThat(record(id).path("status").asText()).isEqualTo("completed");
    assertThat(record(id).path("model").asText()).isEqualTo("m");
    assertThat(record(id).path("rev").asInt()).isEqualTo(2);
  }

  @Test
  default void theSameChangeTwiceLeavesTheRecordAsItIs() {
    String id = Api.unique("twice");
    String change =
        """
        {"id":"%s","status":"error","error":"Overloaded","initialTime":"2026-01-11T15:00:00Z",
         "durationMs":1200,"price":0.10,"metadata":{"a":1.50}}
        """
            .formatted(id);
    Answer first = api().post(change).is(201);
    JsonNode stored = record(id);

    Answer second = api().post(change).is(201);

    assertThat(record(id)).isEqualTo(stored);
    assertThat(stored.path("rev").asInt()).isEqualTo(1);
    assertThat(second.ids()).isEqualTo(first.ids());
    assertThat(api().patch(id, "{}").is(200).json()).isEqualTo(stored);
  }

  @Test
  default void whatEndedNeverBecomesPendingAgain() {
    for (String status : List.of("completed", "error", "cancelled", "failover", "retry_wait")) {
      String id = api().created("{\"status\":\"%s\"}".formatted(status));

      JsonNode late =
          api().patch(id, "{\"status\":\"pending\",\"channelName\":\"c\"}").is(200).json();

      assertThat(late.path("status").asText()).isEqualTo(status);
      assertThat(late.path("channelName").asText()).isEqualTo("c");
    }
  }

  @Test
  default void whatCanBeComputedIsComputed() {
    String id =
        api()
            .created(
                """
                {"initialTime":"2026-01-11T16:00:00.5+01:00","firstTokenDurationMs":300,
                 "completeTime":"2026-01-11T15:00:02.000Z","inputTokens":3,"cacheReadInputTokens":4,
                 "inputCost":0.000000000001,"outputCost":12.5}
                """);

    JsonNode record = record(id);

    assertThat(record.path("initialTime").asText()).isEqualTo("2026-01-11T15:00:00.500Z");
    assertThat(record.path("firstTokenTime").asText()).isEqualTo("2026-01-11T15:00:00.800Z");
    assertThat(record.path("durationMs").asLong()).isEqualTo(1_500);
    assertThat(record.path("totalTokens").asLong()).isEqualTo(7);
    assertThat(api().get("logs/" + id).body()).contains("\"price\":12.500000000001");
  }

  @Test
  default void textComesBackAsItWasSent() {
    String error = "\\\"Ünï¢ödé\\\" 🦊 \\u2028\\n\\t</script> \\ud83d\\ude00 \\uffff";
    String id = api().created("{\"error\":\"%s\"}".formatted(error));

    assertThat(record(id).path("error").asText())
        .isEqualTo("\"Ünï¢ödé\" 🦊 \u2028\n\t</script> 😀 \uffff");
  }

  @Test
  default void aPendingRequestWithoutNewsTimesOutForEverybody() {
    String session = Api.unique("silent");
    try (SseClient client = SseClient.open(api(), "?sessionId=" + session)) {
      client.next("connected", Duration.ofSeconds(10));
      String id = api().created("{\"sessionId\":\"%s\"}".formatted(session));
      assertThat(client.nextNews().name()).isEqualTo("log:created");

      SseEvent timeout = client.next("log:updated", Duration.ofSeconds(40));

      assertThat(timeout.log()).isEqualTo(record(id));
      assertThat(timeout.log().path("status").asText()).isEqualTo("timeout");
      assertThat(timeout.log().path("rev").asInt()).isEqualTo(2);
      assertThat(timeout.log().path("durationMs").asLong()).isBetween(20_000L, 40_000L);
      JsonNode late = api().patch(id, "{\"status\":\"completed\"}").is(200).json();
      assertThat(late.path("status").asText()).isEqualTo("completed");
    }
  }

  private JsonNode record(String id) {
    return api().get("logs/" + id).is(200).json();
  }
}
