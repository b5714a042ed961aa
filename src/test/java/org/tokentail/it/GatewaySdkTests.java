package org.tokentail.it;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;

import com.anthropic.client.AnthropicClient;
import com.anthropic.client.okhttp.AnthropicOkHttpClient;
import com.anthropic.core.JsonValue;
import com.anthropic.core.http.StreamResponse;
import com.anthropic.models.messages.MessageCreateParams;
import com.anthropic.models.messages.RawMessageStreamEvent;
import com.anthropic.models.messages.Tool;
import com.fasterxml.jackson.databind.JsonNode;
import com.openai.client.OpenAIClient;
import com.openai.client.okhttp.OpenAIOkHttpClient;
import com.openai.models.chat.completions.ChatCompletionChunk;
import com.openai.models.chat.completions.ChatCompletionCreateParams;
import com.openai.models.chat.completions.ChatCompletionStreamOptions;
import com.openai.models.responses.ResponseCreateParams;
import com.openai.models.responses.ResponseStreamEvent;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.tokentail.load.ProviderScripts;

/** The providers' official SDKs, unmodified: the same answers with and without the gateway. */
interface GatewaySdkTests extends GatewayTests {
  /** 25 tokens in, 4 written to the cache, 8 read from it, 15 out; rates of gateway-prices.yaml. */
  String ANTHROPIC_COST =
      "\"price\":0.00033608,\"inputCost\":0.0000825,\"outputCost\":0.0002355,\"cacheCreationCost\":0.0000156,\"cacheReadCost\":0.00000248,";

  /** 25 tokens in, 12 read from the cache, 15 out. */
  String OPENAI_COST =
      "\"price\":0.00018556,\"inputCost\":0.0000325,\"outputCost\":0.0001515,\"cacheReadCost\":0.00000156,";

  private AnthropicClient anthropic(String base, String session) {
    return AnthropicOkHttpClient.builder()
        .baseUrl(base)
        .apiKey("sk-ant-of-the-caller")
        .maxRetries(0)
        .putHeader("x-tokentail-key", Api.KEY)
        .putHeader("x-tokentail-session", session)
        .build();
  }

  private OpenAIClient openai(String base, String session) {
    return OpenAIOkHttpClient.builder()
        .baseUrl(base)
        .apiKey("sk-of-the-caller")
        .maxRetries(0)
        .putHeader("x-tokentail-key", Api.KEY)
        .putHeader("x-tokentail-session", session)
        .build();
  }

  private String direct() {
    return provider().uri().toString();
  }

  private static MessageCreateParams message(String model) {
    JsonValue city = JsonValue.from(Map.of("city", Map.of("type", "string")));
    Tool weather =
        Tool.builder()
            .name("get_weather")
            .inputSchema(
                Tool.InputSchema.builder().putAdditionalProperty("properties", city).build())
            .build();
    return MessageCreateParams.builder()
        .model(model)
        .maxTokens(64)
        .addTool(weather)
        .addUserMessage("Grüezi")
        .build();
  }

  @Test
  default void theAnthropicSdkGetsTheSameMessage() {
    provider().answers(ProviderScripts.all());
    String session = Api.unique("sdk");

    var direct = anthropic(direct(), session).messages().create(message("claude-sonnet-4-5"));
    var passed =
        anthropic(gateway("anthropic").toString(), session)
            .messages()
            .create(message("claude-sonnet-4-5"));

    assertThat(passed).isEqualTo(direct);
    assertThat(passed.content()).hasSize(2);
    JsonNode record = ended(session);
    hasUsage(record, 25, 4, 8);
    costs(record, ANTHROPIC_COST);
  }

  @Test
  default void theAnthropicSdkGetsTheSameEvents() {
    provider().answers(ProviderScripts.all());
    String session = Api.unique("sdk");

    List<RawMessageStreamEvent> direct = events(anthropic(direct(), session));
    List<RawMessageStreamEvent> passed =
        events(anthropic(gateway("anthropic").toString(), session));

    assertThat(passed).isEqualTo(direct).hasSizeGreaterThan(8);
    JsonNode record = ended(session);
    hasUsage(record, 25, 4, 8);
    costs(record, ANTHROPIC_COST);
    isStream(record);
  }

  private static List<RawMessageStreamEvent> events(AnthropicClient client) {
    try (StreamResponse<RawMessageStreamEvent> events =
        client.messages().createStreaming(message("claude-sonnet-4-5"))) {
      return events.stream().toList();
    }
  }

  @Test
  default void theAnthropicSdkGetsTheSameError() {
    provider().answers(ProviderScripts.all());
    String session = Api.unique("sdk");

    Throwable direct =
        catchThrowable(() -> anthropic(direct(), session).messages().create(message("none")));
    Throwable passed =
        catchThrowable(
            () ->
                anthropic(gateway("anthropic").toString(), session)
                    .messages()
                    .create(message("none")));

    assertThat(passed).hasSameClassAs(direct).hasMessage(direct.getMessage());
    JsonNode record = ended(session);
    assertThat(record.path("status").asText()).isEqualTo("error");
    assertThat(record.path("httpStatus").asInt()).isEqualTo(400);
    costsNothingKnown(record);
  }

  private static ChatCompletionCreateParams.Builder chat(String model) {
    return ChatCompletionCreateParams.builder().model(model).addUserMessage("Grüezi");
  }

  @Test
  default void theOpenAiSdkGetsTheSameCompletion() {
    provider().answers(ProviderScripts.all());
    String session = Api.unique("sdk");

    var direct =
        openai(direct() + "/v1", session).chat().completions().create(chat("gpt-5").build());
    var passed =
        openai(gateway("openai/v1").toString(), session)
            .chat()
            .completions()
            .create(chat("gpt-5").build());

    assertThat(passed).isEqualTo(direct);
    JsonNode record = ended(session);
    hasUsage(record, 25, 0, 12);
    costs(record, OPENAI_COST);
  }

  @Test
  default void theOpenAiSdkGetsTheSameChunks() {
    provider().answers(ProviderScripts.all());
    String session = Api.unique("sdk");

    List<ChatCompletionChunk> direct = chunks(openai(direct() + "/v1", session));
    List<ChatCompletionChunk> passed = chunks(openai(gateway("openai/v1").toString(), session));

    assertThat(passed).isEqualTo(direct).hasSizeGreaterThan(4);
    JsonNode record = ended(session);
    hasUsage(record, 25, 0, 12);
    costs(record, OPENAI_COST);
    isStream(record);
  }

  private static List<ChatCompletionChunk> chunks(OpenAIClient client) {
    var params =
        chat("gpt-5")
            .streamOptions(ChatCompletionStreamOptions.builder().includeUsage(true).build())
            .build();
    try (var chunks = client.chat().completions().createStreaming(params)) {
      return chunks.stream().toList();
    }
  }

  @Test
  default void theOpenAiSdkGetsTheSameResponses() {
    provider().answers(ProviderScripts.all());
    String session = Api.unique("sdk");
    String stream = Api.unique("sdk");
    String passed = gateway("openai/v1").toString();
    var params = ResponseCreateParams.builder().model("gpt-5").input("Grüezi").build();

    assertThat(openai(passed, session).responses().create(params))
        .isEqualTo(openai(direct() + "/v1", session).responses().create(params));
    assertThat(responseEvents(openai(passed, stream), params))
        .isEqualTo(responseEvents(openai(direct() + "/v1", stream), params))
        .hasSize(3);

    hasUsage(ended(session), 25, 0, 12);
    costs(ended(session), OPENAI_COST);
    hasUsage(ended(stream), 25, 0, 12);
    costs(ended(stream), OPENAI_COST);
    isStream(ended(stream));
  }

  private static List<ResponseStreamEvent> responseEvents(
      OpenAIClient client, ResponseCreateParams params) {
    try (var events = client.responses().createStreaming(params)) {
      return events.stream().toList();
    }
  }

  @Test
  default void theOpenAiSdkGetsTheSameError() {
    provider().answers(ProviderScripts.all());
    String session = Api.unique("sdk");

    Throwable direct =
        catchThrowable(
            () ->
                openai(direct() + "/v1", session)
                    .chat()
                    .completions()
                    .create(chat("none").build()));
    Throwable passed =
        catchThrowable(
            () ->
                openai(gateway("openai/v1").toString(), session)
                    .chat()
                    .completions()
                    .create(chat("none").build()));

    assertThat(passed).hasSameClassAs(direct).hasMessage(direct.getMessage());
    JsonNode record = ended(session);
    assertThat(record.path("upstreamError").asText()).contains("does not exist");
    costsNothingKnown(record);
  }

  private static void hasUsage(JsonNode record, int input, int written, int read) {
    assertThat(record.path("status").asText()).as("%s", record).isEqualTo("completed");
    assertThat(record.path("inputTokens").asInt()).isEqualTo(input);
    assertThat(record.path("cacheCreationInputTokens").asInt()).isEqualTo(written);
    assertThat(record.path("cacheReadInputTokens").asInt()).isEqualTo(read);
    assertThat(record.path("outputTokens").asInt()).isEqualTo(15);
  }

  /**
   * @param cost as the server writes it, to the last digit
   */
  private void costs(JsonNode record, String cost) {
    assertThat(api().get("logs/" + record.path("id").asText()).is(200).body()).contains(cost);
  }

  private static void costsNothingKnown(JsonNode record) {
    assertThat(record.has("price")).isFalse();
    assertThat(record.has("firstTokenTime")).isFalse();
  }

  /** The first token is within the call, and its time is told with it. */
  private static void isStream(JsonNode record) {
    assertThat(record.path("stream").asBoolean()).as("%s", record).isTrue();
    Instant start = Instant.parse(record.path("initialTime").asText());
    Instant first = Instant.parse(record.path("firstTokenTime").asText());
    Instant end = Instant.parse(record.path("completeTime").asText());
    assertThat(first).isBetween(start, end);
    assertThat(record.path("firstTokenDurationMs").asLong(-1))
        .isEqualTo(Duration.between(start, first).toMillis())
        .isLessThanOrEqualTo(record.path("durationMs").asLong(-1));
  }
}
