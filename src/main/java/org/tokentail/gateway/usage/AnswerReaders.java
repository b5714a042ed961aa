package org.tokentail.gateway.usage;

/** The dialect of each format. */
final class AnswerReaders {
  private AnswerReaders() {}

  static Dialect dialect(WireFormat format) {
    return switch (format) {
      case ANTHROPIC -> new AnthropicDialect();
      case OPENAI_CHAT -> new OpenAiChatDialect();
      case OPENAI_RESPONSES -> new OpenAiResponsesDialect();
      case OPENAI_EMBEDDINGS -> new OpenAiEmbeddingsDialect();
      case OPENAI_IMAGES -> new OpenAiImagesDialect();
      case OLLAMA -> new OllamaDialect();
      case GEMINI -> new GeminiDialect();
    };
  }
}
