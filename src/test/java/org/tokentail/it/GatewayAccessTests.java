package org.tokentail.it;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.tokentail.load.ProviderScripts;

/** Who may use the gateway, and what becomes of keys. */
interface GatewayAccessTests extends GatewayTests {
  @Test
  default void withoutTheAccessKeyNothingPasses() {
    provider().answers(ProviderScripts.all());
    for (String wrong : new String[] {null, "wrong", "", Api.KEY + "2"}) {
      HttpRequest.Builder request = HttpRequest.newBuilder(gateway("anthropic/v1/messages"));
      if (wrong != null) {
        request.header("x-tokentail-key", wrong);
      }
      HttpResponse<String> answer =
          text(request.header("x-api-key", "sk-ant").POST(BodyPublishers.ofString("{}")));

      assertThat(answer.statusCode()).isEqualTo(401);
      JsonNode error = Answer.parse(answer.body());
      assertThat(error.path("type").asText()).isEqualTo("error");
      assertThat(error.path("error").path("type").asText()).isEqualTo("authentication_error");
      assertThat(error.path("error").path("message").asText()).contains("x-tokentail-key");
    }
    assertThat(provider().received()).isEmpty();
  }

  @Test
  default void refusalsHaveTheFormOfTheProvider() {
    JsonNode openai = Answer.parse(refused("openai/v1/models"));
    assertThat(openai.path("error").path("code").asText()).isEqualTo("invalid_api_key");
    JsonNode gemini = Answer.parse(refused("gemini/v1beta/models"));
    assertThat(gemini.path("error").path("code").asInt()).isEqualTo(401);
    assertThat(gemini.path("error").path("status").asText()).isEqualTo("UNAUTHENTICATED");
  }

  private String refused(String path) {
    HttpResponse<String> answer = text(HttpRequest.newBuilder(gateway(path)));
    assertThat(answer.statusCode()).isEqualTo(401);
    return answer.body();
  }

  @Test
  default void anUnknownProviderIsNotFound() {
    assertThat(text(through("nobody/v1/models", "x")).statusCode()).isEqualTo(404);
    assertThat(text(through("", "x")).statusCode()).isEqualTo(404);
  }

  @ParameterizedTest
  @ValueSource(strings = {"v1/%2e%2e/x", "v1/.%2E;a=b/x", "v1/..;/x", "v1/a%2F..%2fx", "v1/%2e"})
  default void noPathLeadsAboveTheProvidersUrl(String path) {
    provider().answers(ProviderScripts.all());

    assertThat(text(through("openai/" + path, "x")).statusCode()).isEqualTo(400);

    assertThat(provider().received()).isEmpty();
  }

  @Test
  default void theAccessKeyInTheProvidersPlaceNeedsAChannelWithAKey() {
    HttpResponse<String> answer =
        text(
            HttpRequest.newBuilder(gateway("openai/v1/models"))
                .header("authorization", "Bearer " + Api.KEY));

    assertThat(answer.statusCode()).isEqualTo(401);
    assertThat(answer.body()).contains("No channel supplies a key");
  }

  @Test
  default void theAccessKeyReachesNoProvider() {
    provider().answers(ProviderScripts.all());

    text(
        through("openai/v1/models?key=" + Api.KEY, Api.unique("ours"))
            .header("authorization", "Bearer " + Api.KEY)
            .header("cookie", "tokentail_session=abc"));

    assertThat(provider().received()).hasSize(1);
    assertThat(provider().received().toString()).doesNotContain(Api.KEY).doesNotContain("abc");
  }

  @Test
  default void noKeyReachesARecord() {
    String key = "AIzaSyNotARealKey-0123456789abcdefghijk";
    String session = Api.unique("secret");
    provider()
        .answers(
            (request, wire) ->
                wire.json(
                    400,
                    "{\"error\":{\"message\":\"Incorrect API key provided: %s, or sk-proj-abcdefghijklmnopqrst\"}}"
                        .formatted(key)));

    HttpResponse<String> answer =
        text(
            posted(
                "gemini/v1beta/models/gemini-2.5-flash:generateContent?key=" + key,
                session,
                "{\"k\":\"" + key + "\"}"));

    assertThat(answer.body()).contains(key);
    JsonNode record = ended(session);
    assertThat(record.path("upstreamError").asText()).contains("Incorrect API key provided: ***");
    assertThat(record.toString()).doesNotContain(key).doesNotContain("sk-proj");
    assertThat(record.path("endpoint").asText())
        .isEqualTo("/v1beta/models/gemini-2.5-flash:generateContent");
    assertThat(provider().received().get(0).target()).contains("?key=" + key);
    org.awaitility.Awaitility.await()
        .atMost(PATIENCE)
        .untilAsserted(
            () -> {
              String bodies =
                  api().get("logs/" + record.path("id").asText() + "/bodies").is(200).body();
              assertThat(bodies).contains("***").doesNotContain(key).doesNotContain("sk-proj");
            });
  }
}
