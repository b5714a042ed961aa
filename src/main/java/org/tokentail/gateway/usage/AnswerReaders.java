package org.tokentail.gateway.usage;

/** The reader for each format. */
final class AnswerReaders {
  private AnswerReaders() {}

  static AnswerReader of(WireFormat format, boolean eventStream) {
    Dialect dialect =
        switch (format) {
          case ANTHROPIC -> new AnthropicDialect();
          case OPENAI_CHAT -> new OpenAiChatDialect();
          case OPENAI_RESPONSES -> new OpenAiResponsesDialect();
          case OPENAI_EMBEDDINGS -> new OpenAiEmbeddingsDialect();
          case GEMINI -> new GeminiDialect();
        };
    return eventStream ? new EventStreamReader(dialect) : new JsonReader(dialect);
  }
}
