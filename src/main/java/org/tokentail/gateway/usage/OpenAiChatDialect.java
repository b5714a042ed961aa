package org.tokentail.gateway.usage;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/**
 * Chat completions: https://platform.openai.com/docs/api-reference/chat, streamed:
 * https://platform.openai.com/docs/api-reference/chat-streaming. Also what servers that speak the
 * same add to it: reasoning as text, tokens written to the cache.
 */
final class OpenAiChatDialect implements Dialect {
  /** At the root, of OpenRouter's choices, and where Groq says more. */
  private static final String[] ERROR_PLACES = {"", "choices.", "x_groq."};

  private static final Fields FIELDS =
      Fields.of(values(), contentOf("choices.message.", "choices.delta."));

  private static List<String> values() {
    List<String> paths =
        new ArrayList<>(
            List.of(
                "model",
                "service_tier",
                "choices.index",
                "choices.finish_reason",
                "usage.prompt_tokens",
                "usage.completion_tokens",
                "usage.prompt_tokens_details.cached_tokens",
                "usage.prompt_tokens_details.cache_write_tokens",
                "usage.completion_tokens_details.reasoning_tokens",
                "object",
                "type",
                "message"));
    paths.addAll(Dialect.errorFields(ERROR_PLACES));
    return paths;
  }

  private static List<String> contentOf(String... places) {
    List<String> paths = new ArrayList<>(List.of("choices.text"));
    for (String place : places) {
      Stream.of(
              "content",
              "content.text",
              "refusal",
              "reasoning",
              "reasoning_content",
              "tool_calls.function.name",
              "tool_calls.function.arguments",
              "tool_calls.custom.name",
              "tool_calls.custom.input",
              "function_call.name",
              "function_call.arguments",
              "audio.data",
              "audio.transcript")
          .forEach(path -> paths.add(place + path));
    }
    return paths;
  }

  @Override
  public Fields fields() {
    return FIELDS;
  }

  @Override
  public void read(Values document, Findings findings) {
    findings.model(document.text("model", Texts.NAME));
    findings.serviceTier(document.text("service_tier", Texts.LABEL));
    findings.finishReason(document.text("choices.finish_reason", Texts.LABEL));
    findings.reasoning(document.count("usage.completion_tokens_details.reasoning_tokens"));
    findings.inside(
        document.count("usage.prompt_tokens"),
        document.count("usage.completion_tokens"),
        document.count("usage.prompt_tokens_details.cache_write_tokens"),
        document.count("usage.prompt_tokens_details.cached_tokens"));
    if (document.count("usage.completion_tokens") != null
        && document.count("choices.index") == null
        && !document.hasContent()) {
      findings.summed();
    }
    for (String place : ERROR_PLACES) {
      findings.error(Dialect.error(document, place));
    }
    if ("error".equals(document.text("object", Texts.LABEL))) {
      // As vLLM and others write it: the error is the document itself.
      findings.error(
          Dialect.words(document.text("type", Texts.NAME), document.text("message", Texts.ERROR)));
    }
  }

  /** Its last event is {@code [DONE]}, which is not JSON. */
  @Override
  public boolean isLast(Values event) {
    return false;
  }
}
