package org.tokentail.it;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Formats, selected events, distinct filters, and who listens (docs/PROTOCOL.md). */
interface StreamViewTests {
  Api api();

  /** Distinct filters that the server allows. */
  default int maxFilters() {
    return Integer.parseInt(System.getenv("TOKENTAIL_STREAM_MAX_FILTERS"));
  }

  @ParameterizedTest
  @ValueSource(booleans = {true, false})
  default void theFeedComesAsLinesOfJson(boolean byHeader) {
    String session = Api.unique("lines");
    String path = "logs/stream?sessionId=" + session;
    try (LineClient client =
        LineClient.open(
            byHeader
                ? api().request(path).header("Accept", "application/x-ndjson")
                : api().request(path + "&format=ndjson"))) {
      assertThat(client.headers().firstValue("content-type")).hasValue("application/x-ndjson");
      JsonNode connected = client.nextJson();
      String id = api().created("{\"sessionId\":\"%s\",\"error\":\"a\\nb\"}".formatted(session));
      JsonNode created = client.nextJson();

      assertThat(connected.path("type").asText()).isEqualTo("connected");
      assertThat(connected.path("data").path("clientId").asText()).isNotBlank();
      assertThat(created.path("type").asText()).isEqualTo("log:created");
      assertThat(created.path("data").path("id").asText()).isEqualTo(id);
      assertThat(created.path("data").path("error").asText()).isEqualTo("a\nb");
      assertThat(created.path("timestamp").asText()).endsWith("Z");
    }
  }

  @Test
  default void aScriptResumesFromTheCursorOfALine() {
    String session = Api.unique("lines");
    String path = "logs/stream?format=ndjson&sessionId=" + session;
    String cursor;
    try (LineClient client = LineClient.open(api().request(path))) {
      client.next();
      api().created("{\"sessionId\":\"%s\"}".formatted(session));
      cursor = client.nextJson().path("cursor").asText();
    }
    String missed = api().created("{\"sessionId\":\"%s\"}".formatted(session));

    try (LineClient client = LineClient.open(api().request(path + "&lastEventId=" + cursor))) {
      assertThat(client.nextJson().path("data").path("resumed").asBoolean()).isTrue();
      assertThat(client.nextJson().path("data").path("id").asText()).isEqualTo(missed);
    }
    try (LineClient client =
        LineClient.open(api().request(path).header("Last-Event-ID", "zzzz9999-1"))) {
      client.next();
      JsonNode reset = client.nextJson();
      assertThat(reset.path("type").asText()).isEqualTo("log:reset");
      assertThat(reset.path("data").path("reason").asText()).isEqualTo("epoch");
      assertThat(reset.path("cursor")).isEqualTo(reset.path("data").path("cursor"));
    }
  }

  @Test
  default void onlySelectedEventsCome() {
    String session = Api.unique("events");
    try (SseClient client = SseClient.open(api(), "?events=updated&sessionId=" + session)) {
      assertThat(client.next().name()).isEqualTo("connected");
      String id = api().created("{\"sessionId\":\"%s\"}".formatted(session));
      api().patch(id, "{\"model\":\"m\"}").is(200);
      api().patch(id, "{\"sessionId\":\"elsewhere\"}").is(200);
      String other = api().created("{\"sessionId\":\"%s\"}".formatted(session));
      api().patch(other, "{\"model\":\"m\"}").is(200);

      SseEvent first = client.next();
      SseEvent second = client.next();
      assertThat(List.of(first.name(), second.name()))
          .containsExactly("log:updated", "log:updated");
      assertThat(List.of(first.logId(), second.logId())).containsExactly(id, other);
    }
  }

  @Test
  default void distinctFiltersAreBoundedAndSharedOnesAreNot() {
    List<SseClient> clients = new ArrayList<>();
    try {
      // A client that gets nothing but heartbeats has gone with the second of them at the latest.
      await()
          .atMost(Duration.ofSeconds(70))
          .untilAsserted(
              () -> {
                // Writing is what shows that the clients of other tests have gone.
                api().created("{\"status\":\"completed\"}");
                assertThat(listening().path("filters").asInt()).isZero();
              });
      for (int i = 0; i < maxFilters(); i++) {
        clients.add(SseClient.open(api(), "?model=distinct-" + i));
      }
      JsonNode refused = api().get("logs/stream?model=distinct-new").problem(503);
      clients.add(SseClient.open(api(), "?model=distinct-0"));
      clients.add(SseClient.open(api(), ""));

      assertThat(refused.path("title").asText()).isEqualTo("Too many filters");
      assertThat(refused.path("detail").asText()).contains("TOKENTAIL_STREAM_MAX_FILTERS");
      assertThat(listening().path("filters").asInt()).isEqualTo(maxFilters());
      assertThat(listening().path("totals").path("refused").asInt()).isPositive();
    } finally {
      clients.forEach(SseClient::close);
    }
  }

  @Test
  default void anAdminSeesWhoListens() {
    String session = Api.unique("who");
    String cursor = api().get("logs?limit=1").json().path("cursor").asText();
    try (SseClient client =
        SseClient.open(
            api()
                .request("logs/stream?events=created&sessionId=" + session)
                .header("User-Agent", "who-listens/1.0")
                .header("Last-Event-ID", cursor))) {
      String id = client.next().json().path("clientId").asText();
      api().created("{\"sessionId\":\"%s\"}".formatted(session));
      client.next("log:created", Duration.ofSeconds(5));

      JsonNode entry = entry(id);
      assertThat(entry.path("address").asText()).isEqualTo("127.0.0.1");
      assertThat(entry.path("userAgent").asText()).isEqualTo("who-listens/1.0");
      assertThat(entry.path("format").asText()).isEqualTo("sse");
      assertThat(entry.path("filter"))
          .isEqualTo(Answer.parse("{\"sessionId\":[\"" + session + "\"]}"));
      assertThat(entry.path("events")).isEqualTo(Answer.parse("[\"log:created\"]"));
      assertThat(entry.path("resumed").asBoolean()).isTrue();
      assertThat(entry.path("eventsSent").asInt()).isEqualTo(1);
      assertThat(entry.path("bytesSent").asInt()).isGreaterThan(100);
      assertThat(entry.path("lag").asInt(-1)).isZero();
      assertThat(entry.path("since").asText()).endsWith("Z");
    }
    await()
        .atMost(Duration.ofSeconds(40))
        .until(
            () -> {
              api().created("{\"sessionId\":\"%s\"}".formatted(session));
              return listening().findValuesAsText("userAgent").contains("who-listens/1.0");
            },
            present -> !present);
    assertThat(listening().path("totals").path("delivered").asInt()).isPositive();
  }

  private JsonNode entry(String id) {
    for (JsonNode entry : listening().path("clients")) {
      if (entry.path("id").asText().equals(id)) {
        return entry;
      }
    }
    throw new AssertionError("No client " + id);
  }

  private JsonNode listening() {
    return api().get("stream/clients").is(200).json();
  }
}
