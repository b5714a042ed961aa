package org.tokentail.gateway.usage;

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
  private Long reasoning;
  private boolean content;
  private boolean summed;
  private boolean finished;

  void model(String said) {
    model = said != null ? said : model;
  }

  void finishReason(String said) {
    finishReason = said != null ? said : finishReason;
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

  /** Cache tokens counted beside the input. */
  void beside(Long input, Long output, Long cacheCreation, Long cacheRead) {
    usage =
        new Usage(
            newer(input, usage.inputTokens()),
            newer(output, usage.outputTokens()),
            newer(cacheCreation, usage.cacheCreationInputTokens()),
            newer(cacheRead, usage.cacheReadInputTokens()),
            null);
  }

  /** Cache tokens counted inside the prompt: what remains of it is the input. */
  void inside(Long prompt, Long output, Long cacheCreation, Long cacheRead) {
    Long input =
        prompt == null ? null : Math.max(0, prompt - orZero(cacheCreation) - orZero(cacheRead));
    beside(input, output, cacheCreation, cacheRead);
  }

  void contentSeen() {
    content = true;
  }

  /** The sum of its tokens has come, which some servers send in the place of a last event. */
  void summed() {
    summed = true;
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

  Usage usage() {
    return usage;
  }

  Answer answer() {
    return new Answer(model, usage, reasoning, finishReason, serviceTier, error, finished);
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
