package org.tokentail.it;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Pages, filters and single records (docs/PROTOCOL.md, "Reading"). */
interface ReadingTests {
  Api api();

  @Test
  default void anUnknownIdIsNotFound() {
    api().get("logs/" + Api.unique("unknown")).problem(404);
    api().get("logs/%20").problem(404);
  }

  @ParameterizedTest
  @ValueSource(strings = {"a.b@c+d=e~f.g_h-I9", "0", "stats2"})
  default void everyIdThatMayBeWrittenCanBeRead(String id) {
    api().created("{\"id\":\"%s\",\"status\":\"completed\"}".formatted(id));

    assertThat(api().get("logs/" + id).is(200).json().path("id").asText()).isEqualTo(id);
  }

  @Test
  default void pagesShowEveryRecordOnceTheNewestFirst() {
    String session = Api.unique("pages");
    // Five records share each millisecond: only their ids tell them apart.
    api()
        .post(
            IntStream.range(0, 250)
                .mapToObj(
                    i ->
                        "{\"id\":\"%s-%03d\",\"sessionId\":\"%1$s\",\"initialTime\":\"2026-01-11T15:00:00.%03dZ\"}"
                            .formatted(session, i * 7 % 250, i / 5))
                .collect(Collectors.joining(",", "[", "]")))
        .is(201);

    List<JsonNode> seen = new ArrayList<>();
    List<Integer> sizes = new ArrayList<>();
    String parameters = "logs?limit=100&sessionId=" + session;
    for (String next = ""; next != null; ) {
      Answer page = api().get(parameters + next).is(200);
      assertThat(page.header("cache-control")).isEqualTo("no-store");
      page.json().path("requests").forEach(seen::add);
      sizes.add(page.ids().size());
      assertThat(page.json().path("hasMore").asBoolean()).isEqualTo(page.json().has("next"));
      next = page.json().has("next") ? "&before=" + page.json().path("next").asText() : null;
    }

    assertThat(sizes).containsExactly(100, 100, 50);
    assertThat(seen)
        .extracting(record -> record.path("initialTime").asText() + record.path("id").asText())
        .isSortedAccordingTo((a, b) -> b.compareTo(a))
        .doesNotHaveDuplicates()
        .hasSize(250);
  }

  @Test
  default void aPageThatIsJustFullIsTheLast() {
    String session = Api.unique("full");
    api().post("[{\"sessionId\":\"%s\"},{\"sessionId\":\"%1$s\"}]".formatted(session)).is(201);

    JsonNode page = api().get("logs?limit=2&sessionId=" + session).is(200).json();

    assertThat(page.path("requests")).hasSize(2);
    assertThat(page.path("hasMore").asBoolean(true)).isFalse();
    assertThat(page.has("next")).isFalse();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "provider=P-%s",
        "channel=c-%s",
        "channel=Channel-%s",
        "model=m-%s",
        "status=completed",
        "endpoint=/v1/%s",
        "clientId=client-%s",
        "httpStatus=207",
        "stream=true",
        "attemptOf=whole-%s",
        "minCost=0.5",
        "maxCost=0.50",
        "minCost=0.1&maxCost=2",
        "minDurationMs=1500",
        "maxDurationMs=1500&stream=true&stream=false",
        "provider=no&provider=P-%s",
        "status=error&status=completed",
        "provider=P-%s&model=m-%s&httpStatus=207",
        "q=CHANNEL-%s",
        "q=p-%s",
        "q=M-%s",
        "q=wanted-%s",
        "q=client-%s",
        "q=100%%25_broken"
      })
  default void aFilterFindsTheRecordThatMatches(String filter) {
    String session = Api.unique("filter");
    String wanted =
        """
        {"id":"wanted-%1$s","sessionId":"%1$s","providerName":"P-%1$s","channelId":"c-%1$s",
         "channelName":"Channel-%1$s","model":"m-%1$s","status":"completed","endpoint":"/v1/%1$s",
         "clientId":"client-%1$s","httpStatus":207,"stream":true,"attemptOf":"whole-%1$s",
         "price":0.5,"durationMs":1500,"error":"100%%_BROKEN"}
        """;
    String other = "{\"sessionId\":\"%1$s\",\"model\":\"other\",\"error\":\"100 unbroken\"}";
    api().post("[" + wanted.formatted(session) + "," + other.formatted(session) + "]").is(201);

    String parameters = "logs?sessionId=" + session + "&" + filter.formatted(session, session);

    assertThat(api().get(parameters).is(200).ids()).containsExactly("wanted-" + session);
  }

  @Test
  default void filtersMatchWholeValuesAndMindTheirCase() {
    String session = Api.unique("exact");
    api().created("{\"sessionId\":\"%s\",\"model\":\"gpt-5\"}".formatted(session));

    assertThat(api().get("logs?sessionId=" + session).ids()).hasSize(1);
    assertThat(api().get("logs?sessionId=" + session + "&model=gpt").ids()).isEmpty();
    assertThat(api().get("logs?sessionId=" + session + "&model=GPT-5").ids()).isEmpty();
    assertThat(api().get("logs?sessionId=" + session + "&model=gpt-5").ids()).hasSize(1);
    assertThat(api().get("logs?sessionId=" + session + "&q=pt-").ids()).hasSize(1);
  }

  @Test
  default void fromIsInclusiveAndToExclusive() {
    String session = Api.unique("time");
    String record =
        "{\"id\":\"%s-%d\",\"sessionId\":\"%1$s\",\"initialTime\":\"2026-03-01T10:00:0%2$dZ\"}";
    for (int second = 0; second < 4; second++) {
      api().created(record.formatted(session, second));
    }
    String parameters = "logs?sessionId=" + session;

    assertThat(
            api()
                .get(parameters + "&from=2026-03-01T10:00:01Z&to=2026-03-01T10:00:03Z")
                .is(200)
                .ids())
        .containsExactly(session + "-2", session + "-1");
    assertThat(api().get(parameters + "&from=2026-03-01T11:00:03%2B01:00").is(200).ids())
        .containsExactly(session + "-3");
    assertThat(api().get(parameters + "&to=2026-03-01T10:00:00Z").is(200).ids()).isEmpty();
  }

  @Test
  default void theCursorOfAPageIsWhereItsStreamGoesOn() {
    String session = Api.unique("join");
    api().created("{\"sessionId\":\"%s\"}".formatted(session));
    String cursor = api().get("logs?sessionId=" + session).json().path("cursor").asText();
    String id = api().created("{\"sessionId\":\"%s\"}".formatted(session));

    try (SseClient client =
        SseClient.open(api(), "?sessionId=" + session + "&lastEventId=" + cursor)) {
      assertThat(client.nextNews().json().path("cursor").asText()).isEqualTo(cursor);
      assertThat(client.nextNews().logId()).isEqualTo(id);
    }
  }
}
