package org.tokentail.gateway.usage;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/**
 * Chat completions: https://platform.openai.com/docs/api-reference/chat, and the older completions
 * of a prompt (https://platform.openai.com/docs/api-reference/completions), streamed:
 * https://platform.openai.com/docs/api-reference/chat-streaming. Also what servers that speak the
 * same add to it: reasoning as text, tokens written to the cache.
 */
final class OpenAiChatDialect implements Dialect {
  /** At the root, of OpenRouter's choices, and where Groq says more. */
  private static final String[] ERROR_PLACES = {"", "choices.", "x_groq."};

  /** Where the usage stands, the last word last: of Groq, of Moonshot, of all others. */
  private static final String[] USAGE_PLACES = {"x_groq.usage.", "choices.usage.", "usage."};

  private static final String PROMPT = "prompt_tokens";
  private static final String COMPLETION = "completion_tokens";
  private static final String REASONING = "completion_tokens_details.reasoning_tokens";

  /** Of OpenAI, DeepSeek, Moonshot and LiteLLM. */
  private static final List<String> CACHE_READ =
      List.of(
          "prompt_tokens_details.cached_tokens",
          "prompt_cache_hit_tokens",
          "cached_tokens",
          "cache_read_input_tokens");

  /** Of OpenRouter and LiteLLM. */
  private static final List<String> CACHE_WRITE =
      List.of(
          "prompt_tokens_details.cache_write_tokens",
          "prompt_tokens_details.cache_creation_tokens",
          "cache_creation_input_tokens");

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
                "object",
                "type",
                "message"));
    paths.addAll(Dialect.errorFields(ERROR_PLACES));
    paths.addAll(Dialect.priceFields(USAGE_PLACES));
    for (String place : USAGE_PLACES) {
      Stream.of(List.of(PROMPT, COMPLETION, REASONING), CACHE_READ, CACHE_WRITE)
          .flatMap(List::stream)
          .forEach(path -> paths.add(place + path));
    }
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
    for (String place : USAGE_PLACES) {
      findings.reasoning(document.count(place + REASONING));
      findings.price(Dialect.price(document, place));
      findings.inside(
          document.count(place + PROMPT),
          document.count(place + COMPLETION),
          Dialect.highest(document, place, CACHE_WRITE),
          Dialect.highest(document, place, CACHE_READ));
    }
    boolean noChoice = document.count("choices.index") == null && !document.hasContent();
    if (document.count("usage.completion_tokens") != null && noChoice) {
      findings.summed();
    } else if (!noChoice) {
      findings.goesOn();
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
