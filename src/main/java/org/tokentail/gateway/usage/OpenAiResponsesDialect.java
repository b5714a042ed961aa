package org.tokentail.gateway.usage;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/**
 * Responses: https://platform.openai.com/docs/api-reference/responses, streamed:
 * https://platform.openai.com/docs/api-reference/responses-streaming.
 */
final class OpenAiResponsesDialect implements Dialect {
  /** Where a response says what it is: on its own, and in the events that carry it. */
  private static final List<String> PLACES = List.of("", "response.");

  private static final Set<String> LAST =
      Set.of("response.completed", "response.incomplete", "response.failed", "response.cancelled");
  private static final Set<String> UNDER_WAY = Set.of("in_progress", "queued");

  private static final Fields FIELDS = fieldsOf();

  private static Fields fieldsOf() {
    List<String> values = new ArrayList<>(List.of("type", "code", "message"));
    for (String place : PLACES) {
      for (String value :
          List.of(
              "model",
              "status",
              "service_tier",
              "incomplete_details.reason",
              "usage.input_tokens",
              "usage.output_tokens",
              "usage.input_tokens_details.cached_tokens",
              "usage.input_tokens_details.cache_write_tokens",
              "usage.output_tokens_details.reasoning_tokens")) {
        values.add(place + value);
      }
      values.addAll(Dialect.errorFields(place));
      values.addAll(Dialect.priceFields(place + "usage."));
    }
    return Fields.of(
        values, List.of("delta", "item.name", "partial_image_b64", "output.type", "output.id"));
  }

  @Override
  public Fields fields() {
    return FIELDS;
  }

  @Override
  public void read(Values document, Findings findings) {
    for (String place : PLACES) {
      findings.model(document.text(place + "model", Texts.NAME));
      findings.serviceTier(document.text(place + "service_tier", Texts.LABEL));
      findings.finishReason(finishReason(document, place));
      findings.reasoning(document.count(place + "usage.output_tokens_details.reasoning_tokens"));
      findings.price(Dialect.price(document, place + "usage."));
      findings.inside(
          document.count(place + "usage.input_tokens"),
          document.count(place + "usage.output_tokens"),
          document.count(place + "usage.input_tokens_details.cache_write_tokens"),
          document.count(place + "usage.input_tokens_details.cached_tokens"));
      findings.error(Dialect.error(document, place));
    }
    String type = document.text("type", Texts.NAME);
    if ("error".equals(type)) {
      findings.error(
          Dialect.words(document.text("code", Texts.NAME), document.text("message", Texts.ERROR)));
    } else if (type != null && type.contains("_call.")) {
      // A search, an image, a piece of code: tools say that they run before they say more.
      findings.contentSeen();
    }
  }

  private static String finishReason(Values document, String place) {
    String status = document.text(place + "status", Texts.LABEL);
    return Dialect.first(
        document.text(place + "incomplete_details.reason", Texts.LABEL),
        status != null && UNDER_WAY.contains(status) ? null : status);
  }

  @Override
  public boolean isLast(Values event) {
    String type = event.text("type", Texts.NAME);
    return type != null && LAST.contains(type);
  }
}
