package org.tokentail.gateway.usage;

import java.util.List;
import java.util.stream.Stream;

/** Embeddings: https://platform.openai.com/docs/api-reference/embeddings. Never streamed. */
final class OpenAiEmbeddingsDialect implements Dialect {
  private static final Fields FIELDS =
      Fields.of(
          Stream.concat(Stream.of("model", "usage.prompt_tokens"), Dialect.errorFields("").stream())
              .toList(),
          List.of("data.embedding"));

  @Override
  public Fields fields() {
    return FIELDS;
  }

  @Override
  public void read(Values document, Findings findings) {
    findings.model(document.text("model", Texts.NAME));
    findings.inside(document.count("usage.prompt_tokens"), null, null, null);
    findings.error(Dialect.error(document, ""));
  }

  @Override
  public boolean isLast(Values event) {
    return false;
  }
}
