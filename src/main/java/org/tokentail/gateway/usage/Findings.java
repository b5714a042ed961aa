package org.tokentail.gateway.usage;

import java.math.BigDecimal;
import org.tokentail.log.Usage;

/** What has been found in an answer so far; later statements replace earlier ones. */
final class Findings {
  /** The highest count that {@link Usage} takes. */
  static final long MAX_COUNT = 1_000_000_000_000L;

  private String model;
  private String finishReason;
  private String serviceTier;
  private String error;
  private Usage usage = Usage.UNKNOWN;
  private BigDecimal price;

  /** All input, where the cache is counted inside; null: unknown, or it is not. */
  private Long prompt;

  private Long reasoning;
  private boolean content;
  private boolean summed;
  private boolean finished;

  void model(String said) {
    model = said != null ? said : model;
  }

  /** What says that there is none yet is none. */
  void finishReason(String said) {
    boolean none = said == null || said.equals("null") || said.endsWith("_UNSPECIFIED");
    finishReason = none ? finishReason : said;
  }

  void serviceTier(String said) {
    serviceTier = said != null ? said : serviceTier;
  }

  void error(String said) {
    error = said != null ? said : error;
  }

  /** Null: none was reported. */
  String error() {
    return error;
  }

  void reasoning(Long said) {
    reasoning = said != null ? said : reasoning;
  }

  /** Null while unknown. */
  Long reasoning() {
    return reasoning;
  }

  void price(BigDecimal said) {
    price = said != null ? said : price;
  }

  /**
   * Cache tokens counted beside the input. Estimates, running sums and repetitions count once, with
   * the last word; only what says nothing but zero, where there was something, was left out.
   */
  void beside(Long input, Long output, Long cacheCreation, Long cacheRead) {
    boolean said = isMore(input) || isMore(cacheCreation) || isMore(cacheRead);
    boolean before =
        isMore(usage.inputTokens())
            || isMore(usage.cacheCreationInputTokens())
            || isMore(usage.cacheReadInputTokens());
    boolean taken = said || !before;
    usage =
        new Usage(
            taken ? newer(input, usage.inputTokens()) : usage.inputTokens(),
            isMore(output) || !isMore(usage.outputTokens())
                ? newer(output, usage.outputTokens())
                : usage.outputTokens(),
            taken
                ? newer(cacheCreation, usage.cacheCreationInputTokens())
                : usage.cacheCreationInputTokens(),
            taken ? newer(cacheRead, usage.cacheReadInputTokens()) : usage.cacheReadInputTokens(),
            null);
  }

  /** Cache tokens counted inside the prompt: what remains of it is the input. */
  void inside(Long said, Long output, Long cacheCreation, Long cacheRead) {
    if (isMore(prompt) && said != null && !isMore(said)) {
      beside(null, output, null, null);
      return;
    }
    prompt = newer(said, prompt);
    // What was said of the cache before holds as well: it is a part of each prompt.
    Long created = newer(cacheCreation, usage.cacheCreationInputTokens());
    Long read = newer(cacheRead, usage.cacheReadInputTokens());
    Long input = prompt == null ? null : Math.max(0, prompt - orZero(created) - orZero(read));
    beside(input, output, cacheCreation, cacheRead);
  }

  private static boolean isMore(Long count) {
    return count != null && count > 0;
  }

  void contentSeen() {
    content = true;
  }

  /** The sum of its tokens has come, which some servers send in the place of a last event. */
  void summed() {
    summed = true;
  }

  /** More of the answer has come: a sum before it was an estimate, and not the end. */
  void goesOn() {
    summed = false;
  }

  void finished() {
    finished = true;
  }

  boolean isEnded() {
    return finished || finishReason != null || summed;
  }

  boolean hasContent() {
    return content;
  }

  Answer answer() {
    return new Answer(model, usage, price, reasoning, finishReason, serviceTier, error, finished);
  }

  /** The sum of what is known; null when nothing is. */
  static Long sum(Long one, Long other) {
    return one == null && other == null ? null : Math.min(MAX_COUNT, orZero(one) + orZero(other));
  }

  private static long orZero(Long count) {
    return count == null ? 0 : count;
  }

  private static Long newer(Long newer, Long older) {
    return newer != null ? newer : older;
  }
}
