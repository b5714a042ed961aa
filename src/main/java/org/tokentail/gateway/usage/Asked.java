package org.tokentail.gateway.usage;

/**
 * What a request's body says (docs/PROTOCOL.md, "What a request says of itself"). Every text fits
 * the property of a record that it is meant for. Everything is null while unknown.
 *
 * @param model null as well where the path says it: Gemini, like {@code stream}
 * @param sessionId the conversation it belongs to
 * @param clientId who asked
 */
public record Asked(
    String model,
    Boolean stream,
    String sessionId,
    String clientId,
    String reasoningEffort,
    String serviceTier) {
  /** Nothing was read. */
  public static final Asked UNKNOWN = new Asked(null, null, null, null, null, null);

  /** Reads a body; {@link #UNKNOWN} when it is not JSON. Never throws. */
  public static Asked of(WireFormat format, byte[] body) {
    AskedReader reader = new AskedReader(format);
    reader.feed(body, 0, body.length);
    return reader.isComplete() ? reader.asked() : UNKNOWN;
  }

  static Asked of(WireFormat format, Values values) {
    return switch (format) {
      case ANTHROPIC -> ofAnthropic(values);
      case OPENAI_CHAT, OPENAI_RESPONSES, OPENAI_EMBEDDINGS, OPENAI_IMAGES -> ofOpenAi(values);
      case OLLAMA -> ofOllama(values);
      case GEMINI -> ofGemini(values);
    };
  }

  /** https://platform.claude.com/docs/en/api/messages/create */
  private static Asked ofAnthropic(Values body) {
    AnthropicUser user = AnthropicUser.of(body.text("metadata.user_id", Texts.ERROR));
    return new Asked(
        body.text("model", Texts.NAME),
        body.flag("stream"),
        user.sessionId(),
        user.clientId(),
        body.text("output_config.effort", Texts.LABEL),
        body.text("service_tier", Texts.LABEL));
  }

  /**
   * https://platform.openai.com/docs/api-reference/chat/create and
   * https://platform.openai.com/docs/api-reference/responses/create
   */
  private static Asked ofOpenAi(Values body) {
    String conversation =
        Dialect.first(
            body.text("conversation.id", Texts.NAME), body.text("conversation", Texts.NAME));
    return new Asked(
        body.text("model", Texts.NAME),
        body.flag("stream"),
        Dialect.first(body.text("prompt_cache_key", Texts.NAME), conversation),
        Dialect.first(body.text("safety_identifier", Texts.NAME), body.text("user", Texts.NAME)),
        Dialect.first(
            body.text("reasoning_effort", Texts.LABEL), body.text("reasoning.effort", Texts.LABEL)),
        body.text("service_tier", Texts.LABEL));
  }

  /** https://docs.ollama.com/api/chat: it streams where nothing else is asked for. */
  private static Asked ofOllama(Values body) {
    String model = body.text("model", Texts.NAME);
    Boolean stream = body.flag("stream");
    return new Asked(
        model,
        (stream == null && model != null) ? Boolean.TRUE : stream,
        null,
        null,
        body.text("think", Texts.LABEL),
        null);
  }

  /** https://ai.google.dev/api/generate-content */
  private static Asked ofGemini(Values body) {
    return new Asked(
        null,
        null,
        null,
        null,
        body.text("generationConfig.thinkingConfig.thinkingLevel", Texts.LABEL),
        Dialect.first(
            body.text("serviceTier", Texts.LABEL), body.text("service_tier", Texts.LABEL)));
  }
}
