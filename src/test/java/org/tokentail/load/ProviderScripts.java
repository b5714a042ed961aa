package org.tokentail.load;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.zip.GZIPOutputStream;
import org.tokentail.load.TestProvider.Received;
import org.tokentail.load.TestProvider.Script;

/**
 * Answers as the providers' public documentation shows them: Anthropic messages, OpenAI chat
 * completions and responses, Gemini generateContent. What is streamed is decided by the request.
 */
public final class ProviderScripts {
  /** https://platform.claude.com/docs/en/build-with-claude/streaming */
  public static final String ANTHROPIC_STREAM =
      """
      event: message_start
      data: {"type":"message_start","message":{"id":"msg_01","type":"message","role":"assistant","model":"claude-sonnet-4-5-20250929","content":[],"stop_reason":null,"stop_sequence":null,"usage":{"input_tokens":25,"cache_creation_input_tokens":4,"cache_read_input_tokens":8,"output_tokens":1}}}

      event: ping
      data: {"type":"ping"}

      event: content_block_start
      data: {"type":"content_block_start","index":0,"content_block":{"type":"text","text":""}}

      event: content_block_delta
      data: {"type":"content_block_delta","index":0,"delta":{"type":"text_delta","text":"Let me look: "}}

      event: content_block_delta
      data: {"type":"content_block_delta","index":0,"delta":{"type":"text_delta","text":"Zürich 🌤."}}

      event: content_block_stop
      data: {"type":"content_block_stop","index":0}

      event: content_block_start
      data: {"type":"content_block_start","index":1,"content_block":{"type":"tool_use","id":"toolu_01","name":"get_weather","input":{}}}

      event: content_block_delta
      data: {"type":"content_block_delta","index":1,"delta":{"type":"input_json_delta","partial_json":"{\\"city\\": \\"Zü"}}

      event: content_block_delta
      data: {"type":"content_block_delta","index":1,"delta":{"type":"input_json_delta","partial_json":"rich\\"}"}}

      event: content_block_stop
      data: {"type":"content_block_stop","index":1}

      event: message_delta
      data: {"type":"message_delta","delta":{"stop_reason":"tool_use","stop_sequence":null},"usage":{"output_tokens":15}}

      event: message_stop
      data: {"type":"message_stop"}

      """;

  /** https://platform.claude.com/docs/en/api/messages */
  public static final String ANTHROPIC_MESSAGE =
      """
      {"id":"msg_02","type":"message","role":"assistant","model":"claude-sonnet-4-5-20250929","content":[{"type":"text","text":"Grüezi"},{"type":"tool_use","id":"toolu_02","name":"get_weather","input":{"city":"Zürich"}}],"stop_reason":"tool_use","stop_sequence":null,"usage":{"input_tokens":25,"cache_creation_input_tokens":4,"cache_read_input_tokens":8,"output_tokens":15}}""";

  /** https://platform.claude.com/docs/en/api/errors */
  public static final String ANTHROPIC_ERROR =
      """
      {"type":"error","error":{"type":"invalid_request_error","message":"max_tokens: must be positive"},"request_id":"req_1"}""";

  /** https://platform.openai.com/docs/api-reference/chat-streaming */
  public static final String OPENAI_CHAT_STREAM =
      """
      data: {"id":"chatcmpl-1","object":"chat.completion.chunk","created":1730000000,"model":"gpt-5-2025-08-07","choices":[{"index":0,"delta":{"role":"assistant","content":""},"finish_reason":null}],"usage":null}

      data: {"id":"chatcmpl-1","object":"chat.completion.chunk","created":1730000000,"model":"gpt-5-2025-08-07","choices":[{"index":0,"delta":{"content":"Grüezi 🌤"},"finish_reason":null}],"usage":null}

      data: {"id":"chatcmpl-1","object":"chat.completion.chunk","created":1730000000,"model":"gpt-5-2025-08-07","choices":[{"index":0,"delta":{"tool_calls":[{"index":0,"id":"call_1","type":"function","function":{"name":"get_weather","arguments":"{\\"city\\":"}}]},"finish_reason":null}],"usage":null}

      data: {"id":"chatcmpl-1","object":"chat.completion.chunk","created":1730000000,"model":"gpt-5-2025-08-07","choices":[{"index":0,"delta":{"tool_calls":[{"index":0,"function":{"arguments":"\\"Zürich\\"}"}}]},"finish_reason":null}],"usage":null}

      data: {"id":"chatcmpl-1","object":"chat.completion.chunk","created":1730000000,"model":"gpt-5-2025-08-07","choices":[{"index":0,"delta":{},"finish_reason":"tool_calls"}],"usage":null}

      data: {"id":"chatcmpl-1","object":"chat.completion.chunk","created":1730000000,"model":"gpt-5-2025-08-07","choices":[],"usage":{"prompt_tokens":37,"completion_tokens":15,"total_tokens":52,"prompt_tokens_details":{"cached_tokens":12},"completion_tokens_details":{"reasoning_tokens":5}}}

      data: [DONE]

      """;

  /** https://platform.openai.com/docs/api-reference/chat/object */
  public static final String OPENAI_CHAT =
      """
      {"id":"chatcmpl-2","object":"chat.completion","created":1730000000,"model":"gpt-5-2025-08-07","choices":[{"index":0,"message":{"role":"assistant","content":"Grüezi","refusal":null,"tool_calls":[{"id":"call_2","type":"function","function":{"name":"get_weather","arguments":"{\\"city\\":\\"Zürich\\"}"}}]},"logprobs":null,"finish_reason":"tool_calls"}],"usage":{"prompt_tokens":37,"completion_tokens":15,"total_tokens":52,"prompt_tokens_details":{"cached_tokens":12},"completion_tokens_details":{"reasoning_tokens":5}},"service_tier":"default"}""";

  /** https://platform.openai.com/docs/api-reference/responses/object */
  public static final String OPENAI_RESPONSE =
      """
      {"id":"resp_1","object":"response","created_at":1730000000,"status":"completed","error":null,"incomplete_details":null,"instructions":null,"max_output_tokens":null,"model":"gpt-5-2025-08-07","output":[{"type":"message","id":"msg_1","status":"completed","role":"assistant","content":[{"type":"output_text","text":"Grüezi","annotations":[]}]}],"parallel_tool_calls":true,"temperature":1.0,"tool_choice":"auto","tools":[],"top_p":1.0,"metadata":{},"usage":{"input_tokens":37,"input_tokens_details":{"cached_tokens":12},"output_tokens":15,"output_tokens_details":{"reasoning_tokens":5},"total_tokens":52}}""";

  /** https://platform.openai.com/docs/guides/error-codes */
  public static final String OPENAI_ERROR =
      """
      {"error":{"message":"The model `gpt-none` does not exist","type":"invalid_request_error","param":"model","code":"model_not_found"}}""";

  /** https://ai.google.dev/api/generate-content */
  public static final String GEMINI =
      """
      {"candidates":[{"content":{"parts":[{"text":"Grüezi"}],"role":"model"},"finishReason":"STOP","index":0}],"usageMetadata":{"promptTokenCount":37,"candidatesTokenCount":10,"thoughtsTokenCount":5,"cachedContentTokenCount":12,"totalTokenCount":52},"modelVersion":"gemini-2.5-flash"}""";

  private ProviderScripts() {}

  /** All of it, by the path and the body of the request. */
  public static Script all() {
    return (request, wire) -> {
      String path = request.target().replaceFirst("\\?.*", "");
      boolean streams = request.text().replace(" ", "").contains("\"stream\":true");
      if (request.text().contains("\"none\"")) {
        boolean anthropic = path.endsWith("/messages");
        wire.json(400, anthropic ? ANTHROPIC_ERROR : OPENAI_ERROR, "request-id: req_1");
      } else if (path.endsWith("/messages")) {
        answer(wire, streams, ANTHROPIC_STREAM, ANTHROPIC_MESSAGE);
      } else if (path.endsWith("/chat/completions")) {
        answer(wire, streams, OPENAI_CHAT_STREAM, OPENAI_CHAT);
      } else if (path.endsWith("/responses")) {
        answer(wire, streams, responseStream(), OPENAI_RESPONSE);
      } else if (path.contains("generateContent")) {
        answer(wire, false, "", GEMINI);
      } else {
        wire.json(200, "{\"data\":[]}");
      }
    };
  }

  private static void answer(ProviderWire wire, boolean streams, String stream, String whole)
      throws IOException {
    if (streams) {
      wire.events("request-id: req_1");
      for (String event : events(stream)) {
        wire.chunk(event);
      }
      wire.end();
    } else {
      wire.json(
          200, whole, "request-id: req_1", "x-ratelimit-remaining: 7", "x-ratelimit-remaining: 8");
    }
  }

  /** Each with the blank line that ends it. */
  public static List<String> events(String stream) {
    return List.of(stream.split("(?<=\n\n)"));
  }

  private static String responseStream() {
    String created =
        OPENAI_RESPONSE.replace(
            "\"status\":\"completed\",\"error\"", "\"status\":\"in_progress\",\"error\"");
    return """
        event: response.created
        data: {"type":"response.created","sequence_number":0,"response":%s}

        event: response.output_text.delta
        data: {"type":"response.output_text.delta","sequence_number":1,"item_id":"msg_1","output_index":0,"content_index":0,"delta":"Grüezi","logprobs":[]}

        event: response.completed
        data: {"type":"response.completed","sequence_number":2,"response":%s}

        """
        .formatted(created, OPENAI_RESPONSE);
  }

  public static byte[] gzip(String text) {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try (GZIPOutputStream gzip = new GZIPOutputStream(bytes)) {
      gzip.write(text.getBytes(StandardCharsets.UTF_8));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return bytes.toByteArray();
  }

  /** A whole request's answer, whatever it asks. */
  public static Script json(int status, String body, String... headers) {
    return (Received request, ProviderWire wire) -> wire.json(status, body, headers);
  }
}
