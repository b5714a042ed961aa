package org.tokentail.gateway.usage;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.ByteArrayOutputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.tokentail.log.Json;

/** Answers may be long; what is held of them is not. */
class LongAnswersTest {
  private static final int KIB = 1_024;
  private static final int FIFTY_MIB = 50 * KIB;

  @Test
  void whatFollowsAnImageOfFiftyMegabytesIsRead() {
    AnswerReader reader = AnswerReader.of(WireFormat.GEMINI);
    feed(reader, "{\"candidates\":[{\"content\":{\"parts\":[{\"inlineData\":{\"data\":\"");
    repeat(reader, "iVBORw0KGgoAAAAN".repeat(KIB / 16), FIFTY_MIB);
    feed(reader, "\"}}]},\"finishReason\":\"STOP\"}],\"usageMetadata\":{\"promptTokenCount\":7}}");

    assertThat(reader.hasContent()).isTrue();
    assertThat(reader.answer().usage().inputTokens()).isEqualTo(7);
    assertThat(reader.answer().finished()).isTrue();
  }

  @Test
  void whatFollowsMillionsOfNumbersIsRead() {
    AnswerReader reader = AnswerReader.of(WireFormat.OPENAI_EMBEDDINGS);
    feed(reader, "{\"data\":[{\"embedding\":[0");
    repeat(reader, ",-0.0123456789e-2".repeat(KIB / 16), FIFTY_MIB);
    feed(reader, "]}],\"model\":\"text-embedding-3-large\",\"usage\":{\"prompt_tokens\":8}}");

    assertThat(reader.answer().usage().inputTokens()).isEqualTo(8);
    assertThat(reader.answer().finished()).isTrue();
  }

  @Test
  void anEventMayBeLongAsWell() {
    AnswerReader reader = AnswerReader.of(WireFormat.OPENAI_RESPONSES);
    feed(reader, "data: {\"response\":{\"output\":[{\"result\":\"");
    repeat(reader, "A".repeat(KIB), 8 * KIB);
    feed(reader, "\"}],\"status\":\"completed\",\"usage\":{\"input_tokens\":9}},");
    feed(reader, "\"type\":\"response.completed\"}\n\n");

    assertThat(reader.answer().usage().inputTokens()).isEqualTo(9);
    assertThat(reader.answer().finished()).isTrue();
  }

  @Test
  void aLineWithoutEndIsPassedOver() {
    AnswerReader reader = AnswerReader.of(WireFormat.ANTHROPIC);
    feed(reader, "event: ");
    repeat(reader, "x".repeat(KIB), FIFTY_MIB);
    feed(reader, "\ndata: {\"type\":\"message_stop\"}\n\n");

    assertThat(reader.answer().finished()).isTrue();
  }

  @Test
  void aNumberWithoutEndIsGivenUp() {
    AnswerReader reader = AnswerReader.of(WireFormat.ANTHROPIC);
    feed(reader, "{\"model\":\"m\",\"x\":1");
    repeat(reader, "1".repeat(KIB), FIFTY_MIB);
    feed(reader, ",\"usage\":{\"input_tokens\":9}}");

    assertThat(reader.answer().responseModel()).isEqualTo("m");
    assertThat(reader.answer().usage().inputTokens()).isNull();
    assertThat(reader.answer().finished()).isFalse();
  }

  @Test
  void nestingWithoutEndIsGivenUp() {
    AnswerReader reader = AnswerReader.of(WireFormat.OPENAI_CHAT);
    repeat(reader, "[".repeat(KIB), FIFTY_MIB);
    reader.end();

    assertThat(reader.answer()).isEqualTo(Answer.UNKNOWN);
  }

  @ParameterizedTest
  @ValueSource(strings = {"x", "é", "狐", "🦊", "\\n", "\\\\", "\\\"", "\\u00e9", "\\ud83e\\udd8a"})
  void aLongStringIsCutBetweenCharacters(String character) {
    for (int shift = 0; shift < 12; shift++) {
      String text = "y".repeat(shift) + character.repeat(40_000);
      byte[] kept = kept("{\"a\":\"" + text + "\",\"" + text + "\":1,\"b\":\"" + character + "\"}");

      JsonNode json = Json.read(new String(kept, UTF_8), "The rest");
      assertThat(kept).hasSizeBetween(60_000, 66_000);
      assertThat(json.get("a").textValue()).hasSizeBetween(5_000, 33_000).doesNotContain("\uFFFD");
      assertThat(json.get("b").textValue())
          .isEqualTo(Json.read('"' + character + '"', "").asText());
    }
  }

  private static byte[] kept(String json) {
    LongTokens tokens = new LongTokens();
    ByteArrayOutputStream kept = new ByteArrayOutputStream();
    for (byte next : json.getBytes(UTF_8)) {
      if (tokens.keeps(next)) {
        kept.write(next);
      }
    }
    return kept.toByteArray();
  }

  private static void repeat(AnswerReader reader, String text, int times) {
    byte[] bytes = text.getBytes(UTF_8);
    for (int i = 0; i < times; i++) {
      reader.feed(bytes, 0, bytes.length);
    }
  }

  private static void feed(AnswerReader reader, String text) {
    byte[] bytes = text.getBytes(UTF_8);
    reader.feed(bytes, 0, bytes.length);
  }
}
