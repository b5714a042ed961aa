package org.tokentail.gateway.usage;

import java.util.List;

/**
 * Reads what a request asks for as its body goes by, in bounded memory whatever its length. Not
 * thread-safe. Never throws for what it is fed.
 */
public final class AskedReader {
  private static final Fields FIELDS =
      Fields.of(
          List.of(
              "model",
              "stream",
              "think",
              "metadata.user_id",
              "user",
              "safety_identifier",
              "prompt_cache_key",
              "conversation",
              "conversation.id",
              "output_config.effort",
              "reasoning_effort",
              "reasoning.effort",
              "generationConfig.thinkingConfig.thinkingLevel",
              "service_tier",
              "serviceTier"),
          List.of());

  private final WireFormat format;
  private final Values values = new Values();
  private final JsonWalk walk = new JsonWalk(FIELDS, values, () -> {});

  public AskedReader(WireFormat format) {
    this.format = format;
  }

  /**
   * The next bytes of the body, split anywhere.
   *
   * @param bytes without content encoding; not kept
   */
  public void feed(byte[] bytes, int offset, int length) {
    walk.feed(bytes, offset, length);
  }

  /** Whether the body was JSON, and has been seen to its end. */
  public boolean isComplete() {
    return walk.isComplete();
  }

  /** What is known by now. */
  public Asked asked() {
    return Asked.of(format, values);
  }
}
