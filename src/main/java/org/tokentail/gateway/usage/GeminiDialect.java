package org.tokentail.gateway.usage;

import java.util.List;
import java.util.stream.Stream;

/**
 * generateContent and streamGenerateContent: https://ai.google.dev/api/generate-content. Every part
 * of a stream is a whole document.
 */
final class GeminiDialect implements Dialect {
  private static final Fields FIELDS =
      Fields.of(
          values(
              "modelVersion",
              "candidates.finishReason",
              "promptFeedback.blockReason",
              "usageMetadata.promptTokenCount",
              "usageMetadata.cachedContentTokenCount",
              "usageMetadata.toolUsePromptTokenCount",
              "usageMetadata.candidatesTokenCount",
              "usageMetadata.thoughtsTokenCount",
              "usageMetadata.serviceTier"),
          List.of(
              "candidates.content.parts.text",
              "candidates.content.parts.functionCall.name",
              "candidates.content.parts.inlineData.data",
              "candidates.content.parts.fileData.fileUri",
              "candidates.content.parts.executableCode.code",
              "candidates.content.parts.codeExecutionResult.outcome"));

  private static List<String> values(String... own) {
    return Stream.concat(Stream.of(own), Dialect.errorFields("").stream()).toList();
  }

  @Override
  public Fields fields() {
    return FIELDS;
  }

  @Override
  public void read(Values document, Findings findings) {
    findings.model(document.text("modelVersion", Texts.NAME));
    findings.finishReason(finishReason(document));
    findings.serviceTier(document.text("usageMetadata.serviceTier", Texts.LABEL));
    Long thoughts = document.count("usageMetadata.thoughtsTokenCount");
    findings.reasoning(thoughts);
    Long candidates = document.count("usageMetadata.candidatesTokenCount");
    Long prompt = document.count("usageMetadata.promptTokenCount");
    findings.inside(
        prompt == null
            ? null
            : Findings.sum(prompt, document.count("usageMetadata.toolUsePromptTokenCount")),
        // Thoughts are billed as output, and counted beside it; not every part of a stream repeats
        // them.
        candidates == null ? thoughts : Findings.sum(candidates, findings.reasoning()),
        null,
        document.count("usageMetadata.cachedContentTokenCount"));
    findings.error(Dialect.error(document, ""));
  }

  private static String finishReason(Values document) {
    return Dialect.first(
        document.text("candidates.finishReason", Texts.LABEL),
        document.text("promptFeedback.blockReason", Texts.LABEL));
  }

  @Override
  public boolean isLast(Values event) {
    String reason = finishReason(event);
    return reason != null && !reason.endsWith("_UNSPECIFIED");
  }
}
