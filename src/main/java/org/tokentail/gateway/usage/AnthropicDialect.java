package org.tokentail.gateway.usage;

import java.util.ArrayList;
import java.util.List;

/**
 * Messages: https://platform.claude.com/docs/en/api/messages, streamed:
 * https://platform.claude.com/docs/en/build-with-claude/streaming.
 */
final class AnthropicDialect implements Dialect {
  /** Where a message says what it is: on its own, and in {@code message_start}. */
  private static final List<String> PLACES = List.of("", "message.");

  /** Input, output, written to the cache, read from it. */
  private static final List<String> COUNTS =
      List.of(
          "input_tokens",
          "output_tokens",
          "cache_creation_input_tokens",
          "cache_read_input_tokens");

  private static final String ITERATIONS = "usage.iterations.";

  private static final Fields FIELDS = fieldsOf();

  private static Fields fieldsOf() {
    List<String> values = new ArrayList<>(List.of("type", "delta.stop_reason"));
    values.addAll(Dialect.errorFields(""));
    List<String> sums = new ArrayList<>();
    for (String place : PLACES) {
      values.add(place + "model");
      values.add(place + "stop_reason");
      values.add(place + "usage.output_tokens_details.thinking_tokens");
      values.add(place + "usage.service_tier");
      values.addAll(Dialect.priceFields(place + "usage."));
      for (String count : COUNTS) {
        values.add(place + "usage." + count);
        sums.add(place + ITERATIONS + count);
      }
    }
    return Fields.of(
        values,
        List.of(
            "content.text",
            "content.thinking",
            "content.name",
            "content.data",
            "content.tool_use_id",
            "content_block.text",
            "content_block.thinking",
            "content_block.name",
            "content_block.data",
            "content_block.tool_use_id",
            "delta.text",
            "delta.thinking",
            "delta.partial_json"),
        sums);
  }

  @Override
  public Fields fields() {
    return FIELDS;
  }

  @Override
  public void read(Values document, Findings findings) {
    for (String place : PLACES) {
      findings.model(document.text(place + "model", Texts.NAME));
      findings.finishReason(document.text(place + "stop_reason", Texts.LABEL));
      findings.serviceTier(document.text(place + "usage.service_tier", Texts.LABEL));
      findings.reasoning(document.count(place + "usage.output_tokens_details.thinking_tokens"));
      readUsage(document, place, findings);
    }
    findings.finishReason(document.text("delta.stop_reason", Texts.LABEL));
    findings.error(Dialect.error(document, ""));
  }

  private static void readUsage(Values document, String place, Findings findings) {
    Long[] counts =
        COUNTS.stream().map(count -> count(document, place, count)).toArray(Long[]::new);
    findings.beside(counts[0], counts[1], counts[2], counts[3]);
    findings.price(Dialect.price(document, place + "usage."));
  }

  /**
   * Compactions are counted in the list of iterations only, beside all others:
   * https://platform.claude.com/docs/en/build-with-claude/compaction.
   */
  private static Long count(Values document, String place, String name) {
    return Dialect.highest(document, place, List.of("usage." + name, ITERATIONS + name));
  }

  @Override
  public boolean isLast(Values event) {
    return "message_stop".equals(event.text("type", Texts.LABEL));
  }
}
