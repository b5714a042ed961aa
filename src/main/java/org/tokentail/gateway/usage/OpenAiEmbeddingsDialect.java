package org.tokentail.gateway.usage;

import java.util.List;
import java.util.stream.Stream;

/** Embeddings: https://platform.openai.com/docs/api-reference/embeddings. Never streamed. */
final class OpenAiEmbeddingsDialect implements Dialect {
  private static final Fields FIELDS =
      Fields.of(
          Stream.concat(
                  Stream.of("model", "usage.prompt_tokens", "usage.total_tokens"),
                  Stream.concat(
                      Dialect.errorFields("").stream(), Dialect.priceFields("usage.").stream()))
              .toList(),
          List.of("data.embedding"));

  @Override
  public Fields fields() {
    return FIELDS;
  }

  @Override
  public void read(Values document, Findings findings) {
    findings.model(document.text("model", Texts.NAME));
    Long prompt = document.count("usage.prompt_tokens");
    // Some say the sum only: nothing else is counted.
    findings.inside(
        prompt != null ? prompt : document.count("usage.total_tokens"), null, null, null);
    findings.price(Dialect.price(document, "usage."));
    findings.error(Dialect.error(document, ""));
  }

  @Override
  public boolean isLast(Values event) {
    return false;
  }
}
