package org.tokentail.it;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.net.http.HttpRequest;
import org.junit.jupiter.api.Test;

/** Deleting records (docs/PROTOCOL.md, "Deleting"). All of them are of years no other test uses. */
interface RetentionTests {
  Api api();

  @Test
  default void aDryRunCountsAndDeletesNothing() {
    String id = old("2001-02-03T04:05:06Z");

    JsonNode answer = delete("2001-02-03T04:05:06.001Z&dryRun=true").is(200).json();

    assertThat(answer.path("dryRun").asBoolean()).isTrue();
    assertThat(answer.path("matching").asInt()).isPositive();
    assertThat(answer.has("run")).isFalse();
    api().get("logs/" + id).is(200);
  }

  @Test
  default void whatIsDeletedIsGoneFromPagesAndFigures() {
    String gone = old("2002-02-03T04:05:06Z");
    String stays = old("2002-02-03T05:00:00Z");
    assertThat(requestsOf2002()).isEqualTo(2);

    JsonNode answer = delete("2002-02-03T05:00:00Z").is(200).json();

    assertThat(answer.path("run").path("removed").asInt()).isPositive();
    assertThat(answer.path("run").has("error")).isFalse();
    api().get("logs/" + gone).is(404);
    api().get("logs/" + stays).is(200);
    assertThat(requestsOf2002()).isEqualTo(1);
    JsonNode state = api().get("retention").is(200).json();
    assertThat(state.path("lastDelete")).isEqualTo(answer.path("run"));
    assertThat(state.path("records").asLong()).isPositive();
  }

  @Test
  default void clientsAreToldOfADeletionLiveAndWhenTheyComeBack() {
    String cursor = api().get("logs?limit=1").is(200).json().path("cursor").asText();
    old("2000-02-03T04:05:06Z");
    try (SseClient client = SseClient.open(api(), "?events=cleared")) {
      client.next("connected", SseClient.PATIENCE);
      delete("2000-03-01T00:00:00Z").is(200);

      SseEvent cleared = client.next("log:cleared", SseClient.PATIENCE);
      assertThat(cleared.json().path("data").path("before").asText())
          .isEqualTo("2000-03-01T00:00:00.000Z");
      assertThat(cleared.id()).isNotNull();
    }
    try (SseClient client = SseClient.open(api(), "?events=cleared&lastEventId=" + cursor)) {
      assertThat(client.nextNews().name()).isEqualTo("connected");
      assertThat(client.nextNews().name()).isEqualTo("log:cleared");
    }
  }

  /** Who has the answer of one may ask for the next at once. */
  @Test
  default void oneDeletionFollowsTheOther() {
    for (int i = 0; i < 30; i++) {
      delete("2000-01-01T00:00:00Z").is(200);
    }
  }

  private String old(String time) {
    return api().created("{\"initialTime\":\"%s\",\"status\":\"completed\"}".formatted(time));
  }

  private int requestsOf2002() {
    return api()
        .get("logs/stats?from=2002-01-01T00:00:00Z&to=2003-01-01T00:00:00Z")
        .is(200)
        .json()
        .path("totalRequests")
        .asInt();
  }

  private Answer delete(String before) {
    HttpRequest.Builder request = api().request("logs?before=" + before).DELETE();
    return api().send(request);
  }
}
