package org.tokentail.gateway.usage;

import java.util.ArrayList;
import java.util.List;
import org.tokentail.log.Usage;

/**
 * Messages: https://platform.claude.com/docs/en/api/messages, streamed:
 * https://platform.claude.com/docs/en/build-with-claude/streaming.
 */
final class AnthropicDialect implements Dialect {
  /** Where a message says what it is: on its own, and in {@code message_start}. */
  private static final List<String> PLACES = List.of("", "message.");

  private static final Fields FIELDS = fieldsOf();

  private static Fields fieldsOf() {
    List<String> values = new ArrayList<>(List.of("type", "delta.stop_reason"));
    values.addAll(Dialect.errorFields(""));
    for (String place : PLACES) {
      values.add(place + "model");
      values.add(place + "stop_reason");
      for (String count :
          List.of(
              "input_tokens",
              "output_tokens",
              "cache_creation_input_tokens",
              "cache_read_input_tokens",
              "output_tokens_details.thinking_tokens",
              "service_tier")) {
        values.add(place + "usage." + count);
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
            "delta.partial_json"));
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
      readUsage(document, place + "usage.", findings);
    }
    findings.finishReason(document.text("delta.stop_reason", Texts.LABEL));
    findings.error(Dialect.error(document, ""));
  }

  /** The counts of {@code message_delta} are cumulative: one that is lower was left out. */
  private static void readUsage(Values document, String place, Findings findings) {
    Usage before = findings.usage();
    findings.beside(
        higher(before.inputTokens(), document.count(place + "input_tokens")),
        higher(before.outputTokens(), document.count(place + "output_tokens")),
        higher(
            before.cacheCreationInputTokens(),
            document.count(place + "cache_creation_input_tokens")),
        higher(before.cacheReadInputTokens(), document.count(place + "cache_read_input_tokens")));
  }

  private static Long higher(Long before, Long now) {
    return before == null || now == null ? now : Long.valueOf(Math.max(before, now));
  }

  @Override
  public boolean isLast(Values event) {
    return "message_stop".equals(event.text("type", Texts.LABEL));
  }
}
