package org.tokentail.gateway.usage;

import static org.assertj.core.api.Assertions.assertThat;
import static org.tokentail.gateway.usage.WireFormat.ANTHROPIC;
import static org.tokentail.gateway.usage.WireFormat.GEMINI;
import static org.tokentail.gateway.usage.WireFormat.OPENAI_CHAT;
import static org.tokentail.gateway.usage.WireFormat.OPENAI_RESPONSES;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/** How an answer says that it has ended, or failed. */
class AnswerEndTest {
  private static final String CHUNK =
      "data: {\"choices\":[{\"index\":0,\"delta\":{\"content\":\"x\"},\"finish_reason\":null}]}\n\n";

  @ParameterizedTest
  @EnumSource(WireFormat.class)
  void anEventThatIsNamedAnErrorIsOneWhateverItsData(WireFormat format) {
    String words = "upstream connect error or disconnect/reset before headers";

    assertThat(error(format, "event: error\ndata: " + words + "\n\n")).isEqualTo(words);
    assertThat(error(format, "event:error\ndata: {\"detail\":\"gone\"}\n\n"))
        .isEqualTo("{\"detail\":\"gone\"}");
    assertThat(error(format, "event: errors\ndata: {}\n\nevent: error\n\ndata: {}\n\n")).isNull();
  }

  @ParameterizedTest
  @EnumSource(WireFormat.class)
  void anErrorMayBeATextOrAnObjectInEachFormat(WireFormat format) {
    assertThat(error(format, "{\"error\":\"no such model\"}")).isEqualTo("no such model");
    assertThat(error(format, "data: {\"error\":{\"code\":502,\"message\":\"bad gateway\"}}\n\n"))
        .isEqualTo("502: bad gateway");
    assertThat(error(format, ": hello\n\n{\"error\":{\"type\":\"a\",\"message\":\"b\"}}\n"))
        .isEqualTo("a: b");
    assertThat(error(format, "{\"error\":null}")).isNull();
    assertThat(error(format, "{\"error\":{\"code\":0}}")).isNull();
  }

  @Test
  void serversThatSpeakLikeOpenAiReportErrorsInPlacesOfTheirOwn() {
    assertThat(
            error(
                OPENAI_CHAT,
                CHUNK
                    + "data: {\"choices\":[{\"index\":0,\"error\":{\"code\":429,\"message\":\"slow\"}}]}\n\n"))
        .isEqualTo("429: slow");
    assertThat(error(OPENAI_CHAT, CHUNK + "data: {\"x_groq\":{\"error\":\"overload\"}}\n\n"))
        .isEqualTo("overload");
    assertThat(
            error(
                OPENAI_CHAT,
                "{\"object\":\"error\",\"type\":\"BadRequestError\",\"message\":\"too long\"}"))
        .isEqualTo("BadRequestError: too long");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"error", "ERROR", "abort", "network_error", "insufficient_system_resource"})
  void someReasonsAreFailures(String reason) {
    AnswerReader reader =
        AnswerFormTest.read(
            CHUNK + "data: {\"choices\":[{\"finish_reason\":\"" + reason + "\"}]}\n\n", 5);

    assertThat(reader.answer().endsInFailure()).isTrue();
    assertThat(reader.answer().finishReason()).isEqualTo(reason);
  }

  @Test
  void aSumAtTheBeginOfAStreamIsAnEstimate() {
    String sum =
        "data: {\"choices\":[],\"usage\":{\"prompt_tokens\":5,\"completion_tokens\":0}}\n\n";

    assertThat(read(OPENAI_CHAT, sum + CHUNK).isEnded()).isFalse();
    assertThat(read(OPENAI_CHAT, CHUNK + sum).isEnded()).isTrue();
  }

  @Test
  void aReasonThatIsNoneEndsNothing() {
    assertThat(
            read(
                    GEMINI,
                    "data: {\"candidates\":[{\"finishReason\":\"FINISH_REASON_UNSPECIFIED\"}]}\n\n")
                .isEnded())
        .isFalse();
    assertThat(
            read(OPENAI_CHAT, "data: {\"choices\":[{\"finish_reason\":\"null\"}]}\n\n").isEnded())
        .isFalse();
  }

  /** Servers in Python write NaN: a caller may take it, so it is not said to be cut. */
  @Test
  void whatNoParserTakesIsNotJudged() {
    assertThat(read(OPENAI_CHAT, "{\"choices\":[{\"logprob\":NaN}]}").form()).isNull();
    assertThat(read(OPENAI_CHAT, "{\"choices\":[{\"logprob\":1").form())
        .isEqualTo(AnswerReader.Form.JSON);
  }

  @Test
  void aResponseMayFailWithoutWords() {
    String failed =
        "data: {\"type\":\"response.failed\",\"response\":{\"status\":\"failed\",\"error\":null}}\n\n";

    assertThat(read(OPENAI_RESPONSES, failed).answer().endsInFailure()).isTrue();
  }

  @ParameterizedTest
  @ValueSource(strings = {"stop", "length", "content_filter", "tool_calls", "cancelled"})
  void otherReasonsAreNone(String reason) {
    assertThat(
            read(OPENAI_CHAT, "{\"choices\":[{\"finish_reason\":\"" + reason + "\"}]}")
                .answer()
                .endsInFailure())
        .isFalse();
  }

  @Test
  void aStreamEndsWithAReasonOrTheSumOfItsTokensWhereItsLastEventIsMissing() {
    String reason = "data: {\"choices\":[{\"index\":0,\"finish_reason\":\"stop\"}]}\n\n";
    String sum =
        "data: {\"choices\":[],\"usage\":{\"prompt_tokens\":4,\"completion_tokens\":2}}\n\n";
    String running =
        "data: {\"choices\":[{\"index\":0,\"delta\":{\"content\":\"x\"}}],\"usage\":{\"prompt_tokens\":4,\"completion_tokens\":1}}\n\n";

    assertThat(read(OPENAI_CHAT, CHUNK).isEnded()).isFalse();
    assertThat(read(OPENAI_CHAT, CHUNK + running).isEnded()).isFalse();
    assertThat(read(OPENAI_CHAT, CHUNK + reason).isEnded()).isTrue();
    assertThat(read(OPENAI_CHAT, CHUNK + sum).isEnded()).isTrue();
    assertThat(read(OPENAI_CHAT, CHUNK + sum).answer().finished()).isFalse();
    assertThat(read(ANTHROPIC, "data: {\"delta\":{\"stop_reason\":\"end_turn\"}}\n\n").isEnded())
        .isTrue();
    assertThat(read(GEMINI, "data: {\"usageMetadata\":{\"candidatesTokenCount\":3}}\n\n").isEnded())
        .isFalse();
  }

  @Test
  void jsonThatIsCutIsNotAtItsEndWhateverItSaid() {
    String cut = "{\"choices\":[{\"finish_reason\":\"stop\"}],\"usage\":{\"completion_tokens\":2}";

    assertThat(read(OPENAI_CHAT, cut).isEnded()).isFalse();
    assertThat(read(OPENAI_CHAT, cut + "}").isEnded()).isTrue();
  }

  private static String error(WireFormat format, String body) {
    String whole = read(format, body).answer().error();
    assertThat(AnswerFormTest.read(format, body, 1).answer().error()).isEqualTo(whole);
    return whole;
  }

  private static AnswerReader read(WireFormat format, String body) {
    return AnswerFormTest.read(format, body, Integer.MAX_VALUE);
  }
}
