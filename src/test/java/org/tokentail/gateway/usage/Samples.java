package org.tokentail.gateway.usage;

import static org.tokentail.gateway.usage.Sample.usage;
import static org.tokentail.gateway.usage.WireFormat.ANTHROPIC;
import static org.tokentail.gateway.usage.WireFormat.GEMINI;
import static org.tokentail.gateway.usage.WireFormat.OPENAI_CHAT;
import static org.tokentail.gateway.usage.WireFormat.OPENAI_EMBEDDINGS;
import static org.tokentail.gateway.usage.WireFormat.OPENAI_RESPONSES;

import java.util.List;
import java.util.stream.Stream;
import org.tokentail.log.Usage;

/** All samples. */
final class Samples {
  private static final String SONNET = "claude-sonnet-4-5-20250929";

  private Samples() {}

  static Stream<Sample> all() {
    return Stream.of(anthropic(), chat(), responses(), gemini()).flatMap(List::stream);
  }

  static Stream<Sample> eventStreams() {
    return all().filter(Sample::isEventStream);
  }

  private static List<Sample> anthropic() {
    return List.of(
        new Sample(
            "anthropic-message.json",
            ANTHROPIC,
            "A fox",
            "}",
            new Answer(
                SONNET,
                usage(2095L, 503L, 1800L, 30000L),
                320L,
                "end_turn",
                "standard",
                null,
                true)),
        new Sample(
            "anthropic-stream.sse",
            ANTHROPIC,
            "Hello",
            "event: message_stop",
            new Answer(
                SONNET, usage(25L, 15L, 10L, 4000L), null, "end_turn", "standard", null, true)),
        new Sample(
            "anthropic-tool-stream.sse",
            ANTHROPIC,
            "The user wants",
            "event: message_stop",
            new Answer(
                "claude-opus-4-1-20250805",
                usage(472L, 89L, 0L, 0L),
                31L,
                "tool_use",
                null,
                null,
                true)),
        new Sample(
            "anthropic-error.json",
            ANTHROPIC,
            null,
            "}",
            failed(
                "rate_limit_error: Number of request tokens has exceeded your per-minute rate limit 🦊",
                true)),
        new Sample(
            "anthropic-error-stream.sse",
            ANTHROPIC,
            "Hello",
            null,
            new Answer(
                SONNET,
                usage(25L, 1L, null, null),
                null,
                null,
                null,
                "overloaded_error: Overloaded",
                false)));
  }

  private static List<Sample> chat() {
    return List.of(
        new Sample(
            "openai-chat.json",
            OPENAI_CHAT,
            "Hello!",
            "}",
            new Answer(
                "gpt-5-2025-08-07",
                usage(86L, 300L, null, 1920L),
                128L,
                "stop",
                "default",
                null,
                true)),
        new Sample(
            "openai-chat-tools.json",
            OPENAI_CHAT,
            "get_current_weather",
            "}",
            new Answer(
                "gpt-4o-mini", usage(82L, 17L, null, null), 0L, "tool_calls", null, null, true)),
        new Sample(
            "openai-chat-stream.sse",
            OPENAI_CHAT,
            "Hello",
            "data: [DONE]",
            new Answer("gpt-4o-mini", Usage.UNKNOWN, null, "stop", null, null, true)),
        new Sample(
            "openai-chat-usage-stream.sse",
            OPENAI_CHAT,
            "get_weather",
            "data: [DONE]",
            new Answer(
                "gpt-5-mini-2025-08-07",
                usage(93L, 146L, null, 1024L),
                128L,
                "tool_calls",
                "default",
                null,
                true)),
        new Sample(
            "openai-error.json",
            OPENAI_CHAT,
            null,
            "}",
            failed(
                "invalid_request_error: Incorrect API key provided: sk-xxxx. You can find your API key at https://platform.openai.com/account/api-keys.",
                true)),
        new Sample(
            "openai-chat-error-stream.sse",
            OPENAI_CHAT,
            "Hel\"",
            null,
            new Answer(
                "gpt-4o-mini",
                Usage.UNKNOWN,
                null,
                null,
                null,
                "server_error: The server had an error while processing your request. Sorry about that!",
                false)),
        new Sample(
            "openai-embeddings.json",
            OPENAI_EMBEDDINGS,
            "0.0023064255",
            "}",
            new Answer(
                "text-embedding-3-small",
                usage(8L, null, null, null),
                null,
                null,
                null,
                null,
                true)));
  }

  private static List<Sample> responses() {
    return List.of(
        new Sample(
            "openai-responses.json",
            OPENAI_RESPONSES,
            "reasoning\", \"id",
            "}",
            new Answer(
                "gpt-5.1-2025-11-13",
                usage(1552L, 87L, null, 2048L),
                64L,
                "completed",
                "flex",
                null,
                true)),
        new Sample(
            "openai-responses-stream.sse",
            OPENAI_RESPONSES,
            "Hi 🦊",
            "event: response.completed",
            new Answer(
                "gpt-4.1-2025-04-14",
                usage(13L, 11L, null, 1024L),
                0L,
                "completed",
                "default",
                null,
                true)),
        new Sample(
            "openai-responses-incomplete-stream.sse",
            OPENAI_RESPONSES,
            "get_weather",
            "event: response.incomplete",
            new Answer(
                "o3-2025-04-16",
                usage(37L, 1024L, null, 0L),
                1000L,
                "max_output_tokens",
                null,
                null,
                true)),
        new Sample(
            "openai-responses-failed-stream.sse",
            OPENAI_RESPONSES,
            null,
            "event: response.failed",
            new Answer(
                "gpt-4o-mini-2024-07-18",
                Usage.UNKNOWN,
                null,
                "failed",
                null,
                "server_error: The model failed to generate a response.",
                true)),
        new Sample(
            "openai-responses-error-stream.sse",
            OPENAI_RESPONSES,
            "In\"",
            null,
            new Answer(
                "gpt-4o-mini-2024-07-18",
                Usage.UNKNOWN,
                null,
                null,
                null,
                "ERR_SOMETHING: Something went wrong",
                false)));
  }

  private static List<Sample> gemini() {
    return List.of(
        new Sample(
            "gemini.json",
            GEMINI,
            "Thinking of foxes",
            "}",
            new Answer(
                "gemini-2.5-pro", usage(1000L, 100L, null, 4096L), 60L, "STOP", null, null, true)),
        new Sample(
            "gemini-stream.sse",
            GEMINI,
            "The fox",
            "data: {\"candidates\": [{\"content\": {\"parts\": [{\"text\": \" jumps.",
            new Answer(
                "gemini-2.5-flash", usage(9L, 29L, null, null), 22L, "STOP", null, null, true)),
        new Sample(
            "gemini-stream.json",
            GEMINI,
            "jump\"",
            "]",
            new Answer(
                "gemini-2.5-flash",
                usage(9L, 7L, null, null),
                null,
                "MAX_TOKENS",
                null,
                null,
                true)),
        new Sample(
            "gemini-blocked.json",
            GEMINI,
            null,
            "}",
            new Answer(
                "gemini-2.5-flash",
                usage(12L, null, null, null),
                null,
                "PROHIBITED_CONTENT",
                null,
                null,
                true)),
        new Sample(
            "gemini-error.json",
            GEMINI,
            null,
            "]",
            failed("RESOURCE_EXHAUSTED: Resource has been exhausted (e.g. check quota).", true)),
        new Sample(
            "gemini-error-stream.sse",
            GEMINI,
            "The\"",
            null,
            new Answer(
                "gemini-2.5-flash",
                usage(9L, null, null, null),
                null,
                null,
                null,
                "UNAVAILABLE: The model is overloaded. Please try again later.",
                false)));
  }

  private static Answer failed(String error, boolean finished) {
    return new Answer(null, Usage.UNKNOWN, null, null, null, error, finished);
  }
}
