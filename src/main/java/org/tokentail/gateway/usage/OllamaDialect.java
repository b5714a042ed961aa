package org.tokentail.gateway.usage;

import java.util.List;
import java.util.stream.Stream;

/**
 * Ollama's own chats and completions: https://docs.ollama.com/api/chat. Streamed, they are a
 * document a line; the last one is done and has the counts.
 */
final class OllamaDialect implements Dialect {
  private static final Fields FIELDS =
      Fields.of(
          Stream.concat(
                  Stream.of("model", "done", "done_reason", "prompt_eval_count", "eval_count"),
                  Dialect.errorFields("").stream())
              .toList(),
          List.of(
              "response",
              "thinking",
              "message.content",
              "message.thinking",
              "message.tool_calls.function.name"));

  @Override
  public Fields fields() {
    return FIELDS;
  }

  @Override
  public void read(Values document, Findings findings) {
    findings.model(document.text("model", Texts.NAME));
    findings.finishReason(document.text("done_reason", Texts.LABEL));
    findings.beside(document.count("prompt_eval_count"), document.count("eval_count"), null, null);
    findings.error(Dialect.error(document, ""));
  }

  @Override
  public boolean isLast(Values event) {
    return Boolean.TRUE.equals(event.flag("done"));
  }

  @Override
  public boolean isLines() {
    return true;
  }
}
