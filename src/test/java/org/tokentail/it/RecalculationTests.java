package org.tokentail.it;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import org.junit.jupiter.api.Test;

/** The operator's file, and pricing anew (docs/PROTOCOL.md, "Prices"). */
interface RecalculationTests {
  Path FILE = Path.of(System.getenv("TOKENTAIL_PRICES_FILE"));

  Api api();

  @Test
  default void recordsArePricedAnew() throws IOException {
    String session = Api.unique("anew");
    String model = Api.unique("house");
    String id = unpriced(session, model);
    String given =
        api()
            .created(
                "{\"sessionId\":\"%s\",\"model\":\"%s\",\"inputTokens\":1000000,\"price\":9}"
                    .formatted(session, model));
    api().created("{\"sessionId\":\"%s\",\"model\":\"%s\"}".formatted(session, model));
    String odd = unpriced(session, Api.unique("nobodys"));
    edit("version: v1\nprices:\n - {model: %s, input: 2, output: 4}".formatted(model), "v1");

    JsonNode tried = api().call("prices/recalculate?sessionId=" + session).is(200).json();

    String expected =
        "{\"dryRun\":%s,\"records\":2,\"changed\":%d,\"overtaken\":0,\"unpriced\":1,\"costBefore\":%d,\"costAfter\":2,\"difference\":%d}";
    assertThat(tried).isEqualTo(Answer.parse(expected.formatted(true, 1, 0, 2)));
    assertThat(record(id).has("price")).isFalse();
    try (SseClient client = SseClient.open(api(), "?sessionId=" + session)) {
      client.next("connected", Duration.ofSeconds(10));

      assertThat(recalculate(session)).isEqualTo(Answer.parse(expected.formatted(false, 1, 0, 2)));

      assertThat(client.nextNews().log()).isEqualTo(record(id));
    }
    assertThat(record(id).path("price").asInt()).isEqualTo(2);
    assertThat(record(id).path("rev").asInt()).isEqualTo(2);
    assertThat(record(id).path("priceSource").asText())
        .isEqualTo("price file it-prices.yaml v1 line 3: in 2, out 4 USD/MTok");
    assertThat(record(given).path("price").asInt()).isEqualTo(9);
    assertThat(record(odd).has("price")).isFalse();
    assertThat(recalculate(session)).isEqualTo(Answer.parse(expected.formatted(false, 0, 2, 0)));
    assertThat(
            api()
                .call("prices/recalculate?dryRun=false&all=true&sessionId=" + session)
                .is(200)
                .json()
                .path("difference")
                .asInt())
        .isEqualTo(-7);
    assertThat(record(given).path("price").asInt()).isEqualTo(2);
  }

  @Test
  default void aLargeRangeIsGoneThroughInSteps() throws IOException {
    String session = Api.unique("steps");
    String model = Api.unique("house");
    String record =
        "{\"sessionId\":\"%s\",\"model\":\"%s\",\"inputTokens\":1000000}".formatted(session, model);
    api().post("[" + (record + ",").repeat(699) + record + "]").is(201);
    edit("version: v2\nprices:\n - {model: %s, input: 1, output: 1}".formatted(model), "v2");
    String path = "prices/recalculate?dryRun=false&limit=600&sessionId=" + session;

    JsonNode first = api().call(path).is(200).json();
    JsonNode rest = api().call(path + "&before=" + first.path("next").asText()).is(200).json();

    assertThat(first.path("changed").asInt()).isEqualTo(600);
    assertThat(rest.path("changed").asInt()).isEqualTo(100);
    assertThat(rest.has("next")).isFalse();
    assertThat(
            api().get("logs/stats?sessionId=" + session).is(200).json().path("totalCost").asInt())
        .isEqualTo(700);
  }

  @Test
  default void aBrokenEditIsSaidAndNotTaken() throws IOException {
    String model = Api.unique("house");
    edit("version: v3\nprices:\n - {model: %s, input: 1, output: 1}".formatted(model), "v3");

    Files.writeString(FILE, "version: v4\nprices:\n - {model: a, input: much, output: 1}");

    await()
        .atMost(Duration.ofSeconds(60))
        .until(() -> api().get("prices").json().path("file").has("problem"));
    JsonNode file = api().get("prices").is(200).json().path("file");
    assertThat(file.path("problem").asText()).startsWith("line 3: input must be ");
    assertThat(file.path("version").asText()).isEqualTo("it-prices.yaml v3");
    assertThat(api().get("prices?model=" + model).is(200).json().path("priced").asBoolean())
        .isTrue();
  }

  /** Replaces the file, and waits until the server has taken it. */
  private void edit(String text, String version) throws IOException {
    Files.writeString(FILE, text);
    await()
        .atMost(Duration.ofSeconds(60))
        .until(
            () ->
                api()
                    .get("prices")
                    .json()
                    .path("file")
                    .path("version")
                    .asText()
                    .equals("it-prices.yaml " + version));
  }

  private String unpriced(String session, String model) {
    return api()
        .created(
            "{\"sessionId\":\"%s\",\"model\":\"%s\",\"inputTokens\":1000000}"
                .formatted(session, model));
  }

  private JsonNode recalculate(String session) {
    return api().call("prices/recalculate?dryRun=false&sessionId=" + session).is(200).json();
  }

  private JsonNode record(String id) {
    return api().get("logs/" + id).is(200).json();
  }
}
