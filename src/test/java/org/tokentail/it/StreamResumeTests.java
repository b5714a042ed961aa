package org.tokentail.it;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.net.http.HttpRequest;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** How a client comes back (docs/PROTOCOL.md, "The stream"). */
interface StreamResumeTests {
  /** More changes than memory keeps (8,192), of fewer records than are replayed (5,000). */
  int RECORDS = 900;

  int ROUNDS = 11;

  Api api();

  @ParameterizedTest
  @ValueSource(booleans = {true, false})
  default void aClientThatComesBackGetsWhatItMissed(boolean header) {
    String session = Api.unique("resume");
    String cursor = cursor();
    String first = api().created("{\"sessionId\":\"%s\"}".formatted(session));
    api().patch(first, "{\"model\":\"a\"}").is(200);
    api().created("{\"sessionId\":\"another\",\"status\":\"completed\"}");
    api().patch(first, "{\"model\":\"b\"}").is(200);

    try (SseClient client = SseClient.open(resumed("?sessionId=" + session, cursor, header))) {
      JsonNode connected = client.next().json();
      assertThat(connected.path("resumed").asBoolean()).isTrue();
      assertThat(connected.path("replayed").asInt()).isGreaterThanOrEqualTo(4);
      assertThat(connected.path("cursor").asText()).isEqualTo(cursor);
      for (int rev = 1; rev <= 3; rev++) {
        assertThat(client.nextNews().log().path("rev").asInt()).isEqualTo(rev);
      }
      String live = api().created("{\"sessionId\":\"%s\"}".formatted(session));
      assertThat(client.nextNews().logId()).isEqualTo(live);
    }
  }

  @Test
  default void theHeaderIsTheLaterPosition() {
    String session = Api.unique("header");
    String old = cursor();
    api().created("{\"sessionId\":\"%s\"}".formatted(session));
    String recent = cursor();
    String id = api().created("{\"sessionId\":\"%s\"}".formatted(session));

    try (SseClient client =
        SseClient.open(resumed("?sessionId=" + session + "&lastEventId=" + old, recent, true))) {
      assertThat(client.next().json().path("cursor").asText()).isEqualTo(recent);
      assertThat(client.nextNews().logId()).isEqualTo(id);
    }
  }

  @Test
  default void aPositionAtTheHeadMissesNothing() {
    try (SseClient client = SseClient.open(resumed("", cursor(), true))) {
      JsonNode connected = client.next().json();
      assertThat(connected.path("resumed").asBoolean()).isTrue();
      assertThat(connected.path("replayed").asInt(-1)).isZero();
      assertThat(client.poll(Duration.ofSeconds(1)).map(SseEvent::isChange)).isNotEqualTo(true);
    }
  }

  @Test
  default void aPositionOfAnotherDatabaseIsReset() {
    isReset("zzzzzzzz-0", "epoch");
  }

  @Test
  default void aPositionThatIsNotReachedYetIsReset() {
    String cursor = cursor();

    isReset(cursor.replaceFirst("-.*", "-" + (SseEvent.seq(cursor) + 1_000_000)), "ahead");
    isReset(cursor.replaceFirst("-.*", "-" + "9".repeat(18)), "ahead");
  }

  @Test
  default void whatMemoryForgotIsReplayedFromTheJournal() {
    String session = Api.unique("journal");
    String cursor = cursor();
    for (int round = 1; round <= ROUNDS; round++) {
      api().post(batch(session, RECORDS, round)).is(201);
    }
    String end = cursor();

    Map<String, Integer> revs = new HashMap<>();
    try (SseClient client = SseClient.open(resumed("?sessionId=" + session, cursor, false))) {
      assertThat(client.next().json().path("resumed").asBoolean()).isTrue();
      for (int i = 0; i < RECORDS; i++) {
        // Requests of others that changed meanwhile are reported as removed.
        SseEvent event = client.next(SseEvent::isUpsert, SseClient.PATIENCE);
        assertThat(event.seq()).isLessThanOrEqualTo(SseEvent.seq(end));
        assertThat(revs.put(event.logId(), event.log().path("rev").asInt())).isNull();
      }
      String live = api().created("{\"sessionId\":\"%s\"}".formatted(session));
      assertThat(client.next(SseEvent::isUpsert, SseClient.PATIENCE).logId()).isEqualTo(live);
    }
    assertThat(revs).hasSize(RECORDS);
    assertThat(revs.values()).containsOnly(ROUNDS);
  }

  @Test
  default void whatIsTooFarBehindIsReset() {
    String session = Api.unique("old");
    String cursor = cursor();
    for (int batch = 0; batch < 9; batch++) {
      api().post(batch(session + batch, 1_000, 1)).is(201);
    }

    isReset(cursor, "too-old");
  }

  private void isReset(String cursor, String reason) {
    String session = Api.unique("reset");
    try (SseClient client = SseClient.open(resumed("?sessionId=" + session, cursor, false))) {
      JsonNode connected = client.next().json();
      assertThat(connected.path("resumed").asBoolean(true)).isFalse();
      SseEvent reset = client.nextNews();
      assertThat(reset.name()).isEqualTo("log:reset");
      assertThat(reset.json().path("reason").asText()).isEqualTo(reason);
      assertThat(reset.json().path("cursor")).isEqualTo(connected.path("cursor"));
      assertThat(reset.id()).isEqualTo(reset.json().path("cursor").asText());
      String id = api().created("{\"sessionId\":\"%s\"}".formatted(session));
      assertThat(client.nextNews().logId()).isEqualTo(id);
    }
  }

  private static String batch(String session, int records, int round) {
    return IntStream.range(0, records)
        .mapToObj(
            i ->
                "{\"id\":\"%s-%d\",\"sessionId\":\"%1$s\",\"status\":\"completed\",\"inputTokens\":%d}"
                    .formatted(session, i, round))
        .collect(Collectors.collectingAndThen(Collectors.toList(), List::toString));
  }

  private HttpRequest.Builder resumed(String parameters, String cursor, boolean header) {
    if (header) {
      return api().request("logs/stream" + parameters).header("Last-Event-ID", cursor);
    }
    String separator = parameters.isEmpty() ? "?" : "&";
    return api().request("logs/stream" + parameters + separator + "lastEventId=" + cursor);
  }

  private String cursor() {
    return api().get("logs?limit=1").is(200).json().path("cursor").asText();
  }
}
