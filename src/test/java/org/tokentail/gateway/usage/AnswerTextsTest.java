package org.tokentail.gateway.usage;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.tokentail.log.Failure;
import org.tokentail.log.Target;
import org.tokentail.log.Usage;

/** Whatever an upstream says fits into a record, and wrong types are passed over. */
class AnswerTextsTest {
  @Test
  void textsAreCutAndMadeUnicode() {
    Answer answer =
        read(
            WireFormat.ANTHROPIC,
            "{\"model\":\"%s\",\"error\":{\"type\":\"a\\u0000b\\ud83e\",\"message\":\"%s\"}}"
                .formatted("x" + "🦊".repeat(200), "m".repeat(40_000)));

    assertThat(answer.responseModel()).hasSize(255).endsWith("🦊");
    assertThat(answer.error()).hasSize(16_384).startsWith("a\uFFFDb\uFFFD: mmm");
    assertThat(
            new Target(null, null, null, null, null, answer.responseModel(), null, null)
                .responseModel())
        .isEqualTo(answer.responseModel());
    assertThat(new Failure(null, answer.error(), null, null).upstreamError())
        .isEqualTo(answer.error());
  }

  @Test
  void wrongTypesAreUnknown() {
    String json =
        "{\"model\":7,\"service_tier\":{\"a\":1},\"choices\":\"none\",\"usage\":{\"prompt_tokens\":%s,\"completion_tokens\":%s}}";

    assertThat(read(WireFormat.OPENAI_CHAT, json.formatted("\"12\"", "-1")).usage())
        .isEqualTo(Usage.UNKNOWN);
    assertThat(read(WireFormat.OPENAI_CHAT, json.formatted("1e3", "99999999999999999999")).usage())
        .isEqualTo(Usage.UNKNOWN);
    assertThat(read(WireFormat.OPENAI_CHAT, json.formatted("1000000000001", "[5]")).usage())
        .isEqualTo(Sample.usage(null, 5L, null, null));
    assertThat(read(WireFormat.OPENAI_CHAT, json.formatted("1", "2")).responseModel()).isNull();
  }

  @Test
  void anErrorMayBeATextOnly() {
    assertThat(read(WireFormat.OPENAI_CHAT, "{\"error\":\"model not found\"}").error())
        .isEqualTo("model not found");
  }

  @Test
  void moreCachedThanAskedLeavesNoInput() {
    String json =
        "{\"usage\":{\"prompt_tokens\":5,\"prompt_tokens_details\":{\"cached_tokens\":9}}}";

    assertThat(read(WireFormat.OPENAI_CHAT, json).usage().inputTokens()).isZero();
  }

  @Test
  void thoughtsCountOnceWhicheverPartOfAStreamNamesThem() {
    String parts =
        "[{\"usageMetadata\":{\"promptTokenCount\":1,\"thoughtsTokenCount\":3}},"
            + "{\"usageMetadata\":{\"candidatesTokenCount\":5}},{\"candidates\":[]}]";

    assertThat(read(WireFormat.GEMINI, parts).usage()).isEqualTo(Sample.usage(1L, 8L, null, null));
  }

  @Test
  void whatFollowsTheDocumentIsPassedOver() {
    assertThat(read(WireFormat.ANTHROPIC, "{\"model\":\"a\"} {\"model\":\"b\"").responseModel())
        .isEqualTo("a");
  }

  private static Answer read(WireFormat format, String json) {
    AnswerReader reader = AnswerReader.of(format);
    byte[] bytes = json.getBytes(UTF_8);
    reader.feed(bytes, 0, bytes.length);
    reader.end();
    return reader.answer();
  }
}
