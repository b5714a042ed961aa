package org.tokentail.it;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What one client is told (docs/PROTOCOL.md, "The stream"). */
interface StreamEventTests {
  Api api();

  @Test
  default void aStreamBeginsByTellingWhereItStarts() {
    String cursor = api().post("{\"status\":\"completed\"}").json().path("cursor").asText();

    try (SseClient client = SseClient.open(api(), "")) {
      assertThat(client.headers().firstValue("content-type"))
          .hasValue("text/event-stream;charset=utf-8");
      assertThat(client.headers().firstValue("cache-control")).hasValue("no-store");
      assertThat(client.headers().firstValue("x-accel-buffering")).hasValue("no");
      SseEvent connected = client.next();
      assertThat(connected.name()).isEqualTo("connected");
      // Whoever is cut off before the first change comes back to where it was.
      assertThat(connected.id()).isEqualTo(cursor);
      assertThat(connected.lines()).anyMatch(line -> line.matches("retry: [23]\\d{3}"));
      assertThat(connected.json().path("cursor").asText()).isEqualTo(cursor);
      assertThat(connected.json().path("resumed").asBoolean(true)).isFalse();
      assertThat(connected.json().path("replayed").asInt(-1)).isZero();
      assertThat(connected.json().path("clientId").asText()).isNotBlank();
    }
  }

  @Test
  default void everyChangeComesWithTheWholeRecordAndAHigherId() {
    String session = Api.unique("changes");
    try (SseClient client = connected("?sessionId=" + session)) {
      String id = api().created("{\"sessionId\":\"%s\",\"model\":\"m\"}".formatted(session));
      SseEvent created = client.nextNews();
      JsonNode first = api().patch(id, "{\"httpStatus\":200}").is(200).json();
      JsonNode second = api().patch(id, "{\"status\":\"completed\"}").is(200).json();
      SseEvent updated = client.nextNews();
      SseEvent completed = client.nextNews();

      assertThat(List.of(created.name(), updated.name(), completed.name()))
          .containsExactly("log:created", "log:updated", "log:updated");
      assertThat(created.json().path("type").asText()).isEqualTo("log:created");
      assertThat(created.log().path("rev").asInt()).isEqualTo(1);
      assertThat(created.log().path("model").asText()).isEqualTo("m");
      assertThat(updated.log()).isEqualTo(first);
      assertThat(completed.log()).isEqualTo(second);
      assertThat(created.seq()).isLessThan(updated.seq());
      assertThat(updated.seq()).isLessThan(completed.seq());
    }
  }

  @Test
  default void aChangeThatAltersNothingIsNotTold() {
    String session = Api.unique("same");
    try (SseClient client = connected("?sessionId=" + session)) {
      String id = api().created("{\"sessionId\":\"%s\"}".formatted(session));
      api().patch(id, "{\"sessionId\":\"%s\"}".formatted(session)).is(200);
      api().patch(id, "{\"status\":\"cancelled\"}").is(200);

      assertThat(client.nextNews().log().path("rev").asInt()).isEqualTo(1);
      assertThat(client.nextNews().log().path("rev").asInt()).isEqualTo(2);
    }
  }

  @Test
  default void aBatchIsToldRecordByRecordInItsOrder() {
    String session = Api.unique("batch");
    try (SseClient client = connected("?sessionId=" + session)) {
      List<String> ids =
          api()
              .post("[" + "{\"sessionId\":\"%s\"},".formatted(session).repeat(99) + "{}]")
              .is(201)
              .ids();

      for (String id : ids.subList(0, 99)) {
        assertThat(client.nextNews().logId()).isEqualTo(id);
      }
    }
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"provider=p", "model=m&status=completed", "httpStatus=200", "q=XYZ", "channel=c"})
  default void aFilterLetsThroughWhatMatches(String filter) {
    String session = Api.unique("filter");
    String matching =
        """
        {"sessionId":"%s","providerName":"p","model":"m","status":"completed","httpStatus":200,
         "channelId":"c","error":"say xyz"}
        """
            .formatted(session);
    String other = "{\"sessionId\":\"%s\",\"model\":\"m\",\"httpStatus\":500}".formatted(session);
    try (SseClient client = connected("?sessionId=" + session + "&" + filter)) {
      api().created(other);
      String id = api().created(matching);
      api().created(other);
      String next = api().created(matching);

      assertThat(client.nextNews().logId()).isEqualTo(id);
      assertThat(client.nextNews().logId()).isEqualTo(next);
    }
  }

  @Test
  default void aRecordThatLeavesTheFilterIsRemovedAndOneThatEntersIsUpdated() {
    String session = Api.unique("leaving");
    try (SseClient client = connected("?status=pending&sessionId=" + session)) {
      String id = api().created("{\"sessionId\":\"%s\"}".formatted(session));
      assertThat(client.nextNews().name()).isEqualTo("log:created");
      api().patch(id, "{\"sessionId\":\"elsewhere\"}").is(200);
      SseEvent removed = client.nextNews();
      api().patch(id, "{\"model\":\"unseen\"}").is(200);
      api().patch(id, "{\"sessionId\":\"%s\"}".formatted(session)).is(200);
      SseEvent back = client.nextNews();
      api().patch(id, "{\"status\":\"completed\"}").is(200);
      SseEvent ended = client.nextNews();

      assertThat(removed.name()).isEqualTo("log:removed");
      assertThat(removed.json().path("data")).isEqualTo(Answer.parse("{\"id\":\"" + id + "\"}"));
      assertThat(back.name()).isEqualTo("log:updated");
      assertThat(back.log().path("rev").asInt()).isEqualTo(4);
      assertThat(ended.name()).isEqualTo("log:removed");
    }
  }

  @Test
  default void figuresAndHeartbeatsComeInTimeWithoutAnId() {
    String session = Api.unique("figures");
    api().created("{\"sessionId\":\"%s\",\"price\":0.5}".formatted(session));
    // The figures are never filtered.
    try (SseClient client = SseClient.open(api(), "?sessionId=none")) {
      SseEvent stats = client.next("log:stats", Duration.ofSeconds(6));
      SseEvent heartbeat = client.next("heartbeat", Duration.ofSeconds(31));

      assertThat(stats.lines()).noneMatch(line -> line.startsWith("id"));
      JsonNode data = stats.json().path("data");
      assertThat(data.path("totalRequests").asInt()).isPositive();
      assertThat(data.has("from")).isTrue();
      assertThat(data.path("activeSessions"))
          .anyMatch(active -> active.path("sessionId").asText().equals(session));
      assertThat(heartbeat.lines()).noneMatch(line -> line.startsWith("id"));
      assertThat(heartbeat.json().path("serverTime").asText()).endsWith("Z");
    }
  }

  @Test
  default void aSlashAtTheEndOfThePathMakesNoDeafStream() {
    String session = Api.unique("slash");
    try (SseClient client = SseClient.open(api().request("logs/stream/?sessionId=" + session))) {
      assertThat(client.next().name()).isEqualTo("connected");
      String id = api().created("{\"sessionId\":\"%s\"}".formatted(session));

      assertThat(client.nextNews().logId()).isEqualTo(id);
    }
  }

  private SseClient connected(String parameters) {
    SseClient client = SseClient.open(api(), parameters);
    assertThat(client.next().name()).isEqualTo("connected");
    return client;
  }
}
