package org.tokentail.gateway.usage;

/** How a request and its answer are written. */
public enum WireFormat {
  /** Messages: https://platform.claude.com/docs/en/api/messages */
  ANTHROPIC("claude"),
  /** Chat completions: https://platform.openai.com/docs/api-reference/chat */
  OPENAI_CHAT("openai"),
  /** Responses: https://platform.openai.com/docs/api-reference/responses */
  OPENAI_RESPONSES("openai"),
  /** Embeddings: https://platform.openai.com/docs/api-reference/embeddings */
  OPENAI_EMBEDDINGS("openai"),
  /** Images, made and edited: https://platform.openai.com/docs/api-reference/images */
  OPENAI_IMAGES("openai"),
  /** Ollama's own chats and completions: https://docs.ollama.com/api/chat */
  OLLAMA("ollama"),
  /** generateContent and streamGenerateContent: https://ai.google.dev/api/generate-content */
  GEMINI("gemini");

  private final String type;

  WireFormat(String type) {
    this.type = type;
  }

  /** The {@code type} of a record whose request was written so. */
  public String type() {
    return type;
  }
}
