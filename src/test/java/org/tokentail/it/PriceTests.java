package org.tokentail.it;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import org.junit.jupiter.api.Test;

/** Prices of records that come without one (docs/PROTOCOL.md, "Prices"). */
interface PriceTests {
  Api api();

  @Test
  default void aRecordWithoutAPriceGetsOne() {
    String id =
        api()
            .created(
                """
                {"providerName":"anthropic","model":"claude-sonnet-4-5","status":"completed","inputTokens":1000,
                 "outputTokens":200,"cacheCreationInputTokens":40,"cacheReadInputTokens":9}
                """);

    String body = api().get("logs/" + id).is(200).body();

    assertThat(body)
        .contains(
            "\"price\":0.0061527,\"inputCost\":0.003,\"outputCost\":0.003,"
                + "\"cacheCreationCost\":0.00015,\"cacheReadCost\":0.0000027,\"priceSource\":\"genai-prices ");
    assertThat(Answer.parse(body).path("priceSource").asText())
        .matches(
            "genai-prices [\\d.]+ anthropic/claude-sonnet-4-5: in 3, out 15, cache write 3.75, cache read 0.3 USD/MTok");
  }

  @Test
  default void tokensThatComeWithAPatchArePricedForEverybody() {
    String session = Api.unique("priced");
    try (SseClient client = SseClient.open(api(), "?sessionId=" + session)) {
      client.next("connected", java.time.Duration.ofSeconds(10));
      String id = api().created("{\"sessionId\":\"%s\",\"model\":\"gpt-5\"}".formatted(session));
      assertThat(client.nextNews().log().has("price")).isFalse();

      JsonNode patched =
          api()
              .patch(id, "{\"status\":\"completed\",\"inputTokens\":1000,\"outputTokens\":100}")
              .is(200)
              .json();

      assertThat(patched.path("price").asDouble()).isEqualTo(0.00225);
      assertThat(client.nextNews().log()).isEqualTo(patched);
      JsonNode stats = api().get("logs/stats?sessionId=" + session).is(200).json();
      assertThat(stats.path("totalCost").asDouble()).isEqualTo(0.00225);
      assertThat(stats.path("unpriced").asInt()).isZero();
    }
  }

  @Test
  default void theSameTokensTwiceLeaveThePriceAsItIs() {
    String id = api().created("{\"model\":\"gpt-5\",\"inputTokens\":7}");
    JsonNode once = api().get("logs/" + id).is(200).json();

    assertThat(api().patch(id, "{\"inputTokens\":7}").is(200).json()).isEqualTo(once);
    assertThat(once.path("rev").asInt()).isEqualTo(1);
    assertThat(once.has("price")).isTrue();
  }

  @Test
  default void aPriceThatIsGivenStays() {
    String id = api().created("{\"model\":\"gpt-5\",\"inputTokens\":7}");

    JsonNode given = api().patch(id, "{\"price\":0.5}").is(200).json();
    JsonNode more = api().patch(id, "{\"outputTokens\":1000000}").is(200).json();

    assertThat(given.path("price").asDouble()).isEqualTo(0.5);
    assertThat(given.has("priceSource")).isFalse();
    assertThat(given.has("inputCost")).isFalse();
    assertThat(more.path("price").asDouble()).isEqualTo(0.5);
  }

  @Test
  default void anUnknownModelHasNoPrice() {
    String session = Api.unique("unpriced");
    api()
        .created(
            "{\"sessionId\":\"%s\",\"model\":\"%s\",\"status\":\"completed\",\"inputTokens\":7}"
                .formatted(session, Api.unique("model")));

    JsonNode stats = api().get("logs/stats?sessionId=" + session).is(200).json();

    assertThat(stats.path("unpriced").asInt()).isEqualTo(1);
    assertThat(stats.path("totalCost").asDouble()).isZero();
  }

  @Test
  default void whatAModelCostsCanBeAsked() {
    JsonNode price =
        api().get("prices?model=gemini-2.5-pro&provider=google&inputTokens=200001").is(200).json();

    assertThat(price.path("priced").asBoolean()).isTrue();
    assertThat(price.path("input").asDouble()).isEqualTo(2.5);
    assertThat(price.path("priceSource").asText()).contains("above 200000 input tokens");
    assertThat(api().get("prices?model=o3&time=2025-06-01T00:00:00Z").is(200).json().path("input"))
        .isEqualTo(Answer.parse("10"));
    assertThat(api().get("prices?model=nobodys").is(200).json())
        .isEqualTo(Answer.parse("{\"model\":\"nobodys\",\"priced\":false}"));
  }

  @Test
  default void pricesAreForThoseWithTheKey() {
    api().send(api().anonymous("prices")).problem(401);
    api()
        .send(
            api()
                .anonymous("prices/recalculate")
                .POST(java.net.http.HttpRequest.BodyPublishers.noBody()))
        .problem(401);
  }

  @Test
  default void wrongParametersAreRefused() {
    assertThat(api().get("prices?model=a&time=now").problem(400).path("field").asText())
        .isEqualTo("time");
    for (String parameter :
        new String[] {
          "from=now",
          "to=x",
          "limit=0",
          "limit=100001",
          "before=x",
          "dryRun=no",
          "all=1",
          "status=x"
        }) {
      assertThat(api().call("prices/recalculate?" + parameter).problem(400).path("field").asText())
          .isEqualTo(parameter.split("=", -1)[0]);
    }
  }
}
