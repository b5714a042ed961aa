package org.tokentail.it;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Optional;
import java.util.stream.StreamSupport;
import org.junit.jupiter.api.Test;

/** Sums and active sessions (docs/PROTOCOL.md, "Reading"). */
interface StatsTests {
  Api api();

  @Test
  default void statsSumUpTheMatchingRecords() {
    String session = Api.unique("stats");
    api()
        .post(
            """
            [{"sessionId":"%1$s","providerName":"a","model":"x","status":"completed","inputTokens":10,
              "outputTokens":20,"cacheCreationInputTokens":1,"cacheReadInputTokens":2,"price":0.5,"durationMs":1000},
             {"sessionId":"%1$s","providerName":"a","model":"y","status":"completed","inputTokens":7,"durationMs":2001},
             {"sessionId":"%1$s","providerName":"b","model":"x","status":"error","price":0.25},
             {"sessionId":"%1$s","providerName":"b","status":"cancelled"},
             {"sessionId":"%1$s","model":"y"}]
            """
                .formatted(session))
        .is(201);

    Answer answer = api().get("logs/stats?sessionId=" + session).is(200);

    assertThat(answer.header("cache-control")).isEqualTo("no-store");
    JsonNode stats = answer.json();
    assertThat(stats.path("totalRequests").asInt()).isEqualTo(5);
    assertThat(stats.path("pending").asInt()).isEqualTo(1);
    assertThat(stats.path("byStatus"))
        .isEqualTo(Answer.parse("{\"pending\":1,\"completed\":2,\"error\":1,\"cancelled\":1}"));
    assertThat(stats.path("successRate").asDouble()).isEqualTo(2.0 / 3);
    assertThat(stats.path("totalCost").asDouble()).isEqualTo(0.75);
    assertThat(stats.path("unpriced").asInt()).isEqualTo(1);
    assertThat(stats.path("inputTokens").asInt()).isEqualTo(17);
    assertThat(stats.path("outputTokens").asInt()).isEqualTo(20);
    assertThat(stats.path("cacheCreationInputTokens").asInt()).isEqualTo(1);
    assertThat(stats.path("cacheReadInputTokens").asInt()).isEqualTo(2);
    assertThat(stats.path("totalTokens").asInt()).isEqualTo(40);
    assertThat(stats.path("averageDurationMs").asInt()).isEqualTo(1501);
    assertThat(stats.path("byProvider"))
        .isEqualTo(
            Answer.parse(
                """
                {"a":{"requests":2,"pending":0,"errors":0,"totalTokens":40,"totalCost":0.5},
                 "b":{"requests":2,"pending":0,"errors":1,"totalTokens":0,"totalCost":0.25}}
                """));
    assertThat(stats.path("byModel").path("x").path("requests").asInt()).isEqualTo(2);
    assertThat(stats.path("byModel").path("y").path("pending").asInt()).isEqualTo(1);
    assertThat(stats.path("activeSessions")).hasSize(1);
  }

  @Test
  default void statsOfNothingLeaveOutWhatCannotBeSaid() {
    JsonNode stats = api().get("logs/stats?sessionId=" + Api.unique("none")).is(200).json();

    assertThat(stats.path("totalRequests").asInt()).isZero();
    assertThat(stats.has("successRate")).isFalse();
    assertThat(stats.has("averageDurationMs")).isFalse();
    assertThat(stats.path("activeSessions")).isEmpty();
  }

  @Test
  default void statsCountFromInclusiveToExclusive() {
    String session = Api.unique("window");
    for (int hour = 10; hour < 13; hour++) {
      api()
          .created(
              "{\"sessionId\":\"%s\",\"initialTime\":\"2026-03-01T%d:00:00Z\"}"
                  .formatted(session, hour));
    }

    JsonNode stats =
        api()
            .get(
                "logs/stats?from=2026-03-01T11:00:00Z&to=2026-03-01T12:00:00Z&sessionId=" + session)
            .is(200)
            .json();

    assertThat(stats.path("totalRequests").asInt()).isEqualTo(1);
    assertThat(stats.path("from").asText()).isEqualTo("2026-03-01T11:00:00.000Z");
  }

  @Test
  default void statsSayHowLongRequestsTookAndByWhom() {
    String client = Api.unique("client");
    String model = Api.unique("model");
    for (int i = 1; i <= 20; i++) {
      api()
          .created(
              "{\"model\":\"%s\",\"clientId\":\"%s\",\"channelName\":\"main\",\"status\":\"completed\",\"durationMs\":%d,\"firstTokenDurationMs\":%d}"
                  .formatted(model, client, i * 100, i * 10));
    }

    JsonNode byModel = api().get("logs/stats?model=" + model).is(200).json();
    JsonNode byClient = api().get("logs/stats?clientId=" + client).is(200).json();

    assertThat(byModel.path("durationMs").path("p50").asDouble()).isBetween(1000.0, 1010.0);
    assertThat(byModel.path("durationMs").path("p95").asDouble()).isBetween(1900.0, 1919.0);
    assertThat(byModel.path("firstTokenDurationMs").path("p99").asDouble()).isBetween(200.0, 202.0);
    assertThat(byModel.path("byChannel").path("main").path("requests").asInt()).isEqualTo(20);
    assertThat(byClient.path("byClient").path(client).path("requests").asInt()).isEqualTo(20);
    assertThat(byClient.path("durationMs")).isEqualTo(byModel.path("durationMs"));
  }

  @Test
  default void aHistoryShowsWhenRequestsBeganByModel() {
    String provider = Api.unique("provider");
    api()
        .post(
            """
            [{"providerName":"%1$s","model":"a","initialTime":"2026-02-01T23:30:00Z","status":"completed","price":0.5,"durationMs":100},
             {"providerName":"%1$s","model":"a","initialTime":"2026-02-02T00:30:00Z","status":"error"},
             {"providerName":"%1$s","model":"b","initialTime":"2026-02-03T00:30:00Z"}]
            """
                .formatted(provider))
        .is(201);

    JsonNode history =
        api()
            .get(
                "logs/stats/history?from=2026-01-01T00:00:00Z&to=2026-03-01T00:00:00Z&by=model&zone=Europe/Berlin&provider="
                    + provider)
            .is(200)
            .json();

    assertThat(history.path("bucket").asText()).isEqualTo("1d");
    assertThat(history.path("zone").asText()).isEqualTo("Europe/Berlin");
    JsonNode day = history.path("buckets").get(32);
    assertThat(day.path("start").asText()).isEqualTo("2026-02-01T23:00:00.000Z");
    assertThat(day.path("requests").asInt()).isEqualTo(2);
    assertThat(day.path("errors").asInt()).isEqualTo(1);
    assertThat(day.path("cost").asDouble()).isEqualTo(0.5);
    assertThat(history.path("groups").get(0).path("name").asText()).isEqualTo("a");
    assertThat(history.path("groups").get(0).path("total").path("requests").asInt()).isEqualTo(2);
    assertThat(history.path("groups").get(1).path("buckets").get(0).path("pending").asInt())
        .isEqualTo(1);
  }

  @Test
  default void aSessionIsActiveWithItsFiguresAsAWhole() {
    String session = Api.unique("active");
    Instant start = Instant.now().minus(Duration.ofHours(5)).truncatedTo(ChronoUnit.MILLIS);
    Instant last = start.plus(Duration.ofHours(5)).minusSeconds(60);
    api()
        .post(
            """
            [{"sessionId":"%1$s","clientId":"ci","model":"b","status":"error","price":0.5,"totalTokens":7,
              "initialTime":"%2$s","durationMs":1000},
             {"sessionId":"%1$s","clientId":"ci","model":"a","initialTime":"%3$s"}]
            """
                .formatted(session, start, last))
        .is(201);

    assertThat(active("30m", session).orElseThrow())
        .isEqualTo(
            Answer.parse(
                """
                {"sessionId":"%s","clientId":"ci","requests":2,"pending":1,"errors":1,"totalTokens":7,
                 "totalCost":0.5,"models":["a","b"],"firstActivity":"%s","lastActivity":"%s"}
                """
                    .formatted(session, millis(start), millis(last))));
    assertThat(active("30s", session)).isEmpty();
  }

  @Test
  default void aSessionIsActiveWhenItsRequestEndedWithinTheThreshold() {
    String session = Api.unique("long");
    Instant start = Instant.now().minus(Duration.ofMinutes(45));
    api()
        .created(
            "{\"sessionId\":\"%s\",\"status\":\"completed\",\"initialTime\":\"%s\",\"completeTime\":\"%s\"}"
                .formatted(session, start, Instant.now().minusSeconds(5)));

    assertThat(active("10m", session)).isPresent();
  }

  @Test
  default void theLatestSessionComesFirst() {
    String prefix = Api.unique("order");
    for (int minutes : new int[] {3, 1, 2}) {
      api()
          .created(
              "{\"sessionId\":\"%s-%d\",\"status\":\"completed\",\"initialTime\":\"%s\",\"durationMs\":0}"
                  .formatted(prefix, minutes, Instant.now().minus(Duration.ofMinutes(minutes))));
    }

    assertThat(api().get("logs/sessions/active").is(200).json().path("sessions"))
        .extracting(session -> session.path("sessionId").asText())
        .filteredOn(id -> id.startsWith(prefix))
        .containsExactly(prefix + "-1", prefix + "-2", prefix + "-3");
  }

  private Optional<JsonNode> active(String threshold, String session) {
    JsonNode answer = api().get("logs/sessions/active?threshold=" + threshold).is(200).json();
    assertThat(answer.path("threshold").asText()).isEqualTo(threshold);
    return StreamSupport.stream(answer.path("sessions").spliterator(), false)
        .filter(found -> found.path("sessionId").asText().equals(session))
        .findFirst();
  }

  private static String millis(Instant time) {
    return org.tokentail.log.Json.TIME.format(time);
  }
}
