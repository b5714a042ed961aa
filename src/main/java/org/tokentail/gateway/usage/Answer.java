package org.tokentail.gateway.usage;

import java.math.BigDecimal;
import java.util.Locale;
import java.util.Set;
import org.tokentail.log.Usage;

/**
 * What an answer says of itself. Every text fits the property of a record that it is meant for; all
 * but {@code usage} and {@code finished} are null while unknown.
 *
 * @param responseModel the model that answered
 * @param usage never null, its parts are; normalised: input does not include what was read from or
 *     written to the cache, output includes reasoning
 * @param price what the provider says that it asks for the whole, in US dollars from 0 to 10^9
 * @param reasoningTokens the part of the output that was reasoning
 * @param finishReason in the provider's words
 * @param serviceTier the tier that served it
 * @param error the upstream's own words, of an error event or an error body
 * @param finished whether the format's own last event, or the end of the document, was seen
 */
public record Answer(
    String responseModel,
    Usage usage,
    BigDecimal price,
    Long reasoningTokens,
    String finishReason,
    String serviceTier,
    String error,
    boolean finished) {
  /** Nothing was read. */
  public static final Answer UNKNOWN =
      new Answer(null, Usage.UNKNOWN, null, null, null, null, false);

  /**
   * Reasons that are failures of the server: of OpenRouter, Mistral and vLLM, of the Responses API,
   * of vLLM and SGLang, of Zhipu, of DeepSeek.
   */
  private static final Set<String> FAILURES =
      Set.of("error", "failed", "abort", "network_error", "insufficient_system_resource");

  /** One that says nothing of its price. */
  public Answer(
      String responseModel,
      Usage usage,
      Long reasoningTokens,
      String finishReason,
      String serviceTier,
      String error,
      boolean finished) {
    this(responseModel, usage, null, reasoningTokens, finishReason, serviceTier, error, finished);
  }

  /** Whether it ended for a reason that is a failure, whatever else it says. */
  public boolean endsInFailure() {
    return finishReason != null && FAILURES.contains(finishReason.toLowerCase(Locale.ROOT));
  }

  /** The same with an error in these words. */
  Answer failed(String words) {
    return new Answer(
        responseModel, usage, price, reasoningTokens, finishReason, serviceTier, words, finished);
  }
}
