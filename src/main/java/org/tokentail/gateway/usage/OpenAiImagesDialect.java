package org.tokentail.gateway.usage;

import java.util.List;
import java.util.Set;
import java.util.stream.Stream;

/**
 * Images: https://platform.openai.com/docs/api-reference/images, streamed:
 * https://platform.openai.com/docs/api-reference/images-streaming. Older models count no tokens.
 */
final class OpenAiImagesDialect implements Dialect {
  private static final Set<String> LAST =
      Set.of("image_generation.completed", "image_edit.completed");

  private static final Fields FIELDS =
      Fields.of(
          Stream.concat(
                  Stream.of(
                      "type",
                      "model",
                      "usage.input_tokens",
                      "usage.output_tokens",
                      "usage.input_tokens_details.cached_tokens"),
                  Stream.concat(
                      Dialect.errorFields("").stream(), Dialect.priceFields("usage.").stream()))
              .toList(),
          List.of("data.b64_json", "data.url", "b64_json"));

  @Override
  public Fields fields() {
    return FIELDS;
  }

  @Override
  public void read(Values document, Findings findings) {
    findings.model(document.text("model", Texts.NAME));
    findings.price(Dialect.price(document, "usage."));
    findings.inside(
        document.count("usage.input_tokens"),
        document.count("usage.output_tokens"),
        null,
        document.count("usage.input_tokens_details.cached_tokens"));
    findings.error(Dialect.error(document, ""));
  }

  @Override
  public boolean isLast(Values event) {
    String type = event.text("type", Texts.NAME);
    return type != null && LAST.contains(type);
  }
}
