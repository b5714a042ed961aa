package org.tokentail.demo;

import java.math.BigDecimal;

/** A model that demo traffic calls. */
enum DemoModel {
  SONNET("claude", "anthropic", "claude-sonnet-4-5", "/v1/messages", "3", "15", 70),
  OPUS("claude", "anthropic", "claude-opus-4-1", "/v1/messages", "15", "75", 35),
  HAIKU("claude", "anthropic", "claude-haiku-4-5", "/v1/messages", "1", "5", 160),
  GPT("openai", "openai", "gpt-5", "/v1/responses", "1.25", "10", 80),
  GPT_MINI("openai", "openai", "gpt-5-mini", "/v1/chat/completions", "0.25", "2", 140),
  EMBEDDING("openai", "openai", "text-embedding-3-large", "/v1/embeddings", "0.13", "0", 0),
  GEMINI(
      "gemini",
      "google",
      "gemini-2.5-pro",
      "/v1beta/models/gemini-2.5-pro:streamGenerateContent",
      "1.25",
      "10",
      90),
  QWEN("openai", "selfhosted", "qwen3-32b", "/v1/chat/completions", null, null, 45);

  final String type;
  final String provider;
  final String model;
  final String endpoint;

  /** US dollars per million tokens, plausible rather than current; null: not priced. */
  final BigDecimal inputPrice;

  final BigDecimal outputPrice;

  /** How fast it answers; 0: at once. */
  final int tokensPerSecond;

  DemoModel(
      String type,
      String provider,
      String model,
      String endpoint,
      String inputPrice,
      String outputPrice,
      int tokensPerSecond) {
    this.type = type;
    this.provider = provider;
    this.model = model;
    this.endpoint = endpoint;
    this.inputPrice = inputPrice == null ? null : new BigDecimal(inputPrice);
    this.outputPrice = outputPrice == null ? null : new BigDecimal(outputPrice);
    this.tokensPerSecond = tokensPerSecond;
  }

  boolean isPriced() {
    return inputPrice != null;
  }
}
