package org.tokentail.gateway.usage;

import static org.assertj.core.api.Assertions.assertThat;
import static org.tokentail.gateway.usage.WireFormat.OLLAMA;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Answers that are a document a line. */
class JsonLinesTest {
  private static final String FIRST =
      "{\"model\":\"qwen3\",\"message\":{\"role\":\"assistant\",\"content\":\"Hoi\"},\"done\":false}\n";
  private static final String LAST =
      "{\"model\":\"qwen3\",\"message\":{\"content\":\"\"},\"done\":true,\"done_reason\":\"stop\",\"prompt_eval_count\":31,\"eval_count\":6}";

  @ParameterizedTest
  @ValueSource(ints = {1, 7, Integer.MAX_VALUE})
  void theLastLineHasTheCounts(int step) {
    for (String end : new String[] {"", "\n", "\r\n\n"}) {
      AnswerReader reader = AnswerFormTest.read(OLLAMA, FIRST + "\n" + LAST + end, step);

      assertThat(reader.answer())
          .isEqualTo(
              new Answer(
                  "qwen3", Sample.usage(31L, 6L, null, null), null, "stop", null, null, true));
      assertThat(reader.hasContent()).isTrue();
    }
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 7, Integer.MAX_VALUE})
  void withoutItTheStreamIsNotAtItsEnd(int step) {
    AnswerReader reader =
        AnswerFormTest.read(OLLAMA, FIRST + LAST.substring(0, LAST.length() - 1), step);

    assertThat(reader.isEnded()).isFalse();
    assertThat(reader.answer().responseModel()).isEqualTo("qwen3");
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 7, Integer.MAX_VALUE})
  void aBrokenLineAndOneOverSeveralLinesHideNothing(int step) {
    String pretty = LAST.replace(",", ",\n  ");
    AnswerReader reader = AnswerFormTest.read(OLLAMA, FIRST + "oops}\n" + pretty, step);

    assertThat(reader.answer().finished()).isTrue();
    assertThat(reader.answer().usage().outputTokens()).isEqualTo(6);
  }

  @ParameterizedTest
  @ValueSource(ints = {1, Integer.MAX_VALUE})
  void anErrorIsOneInTheMiddleToo(int step) {
    assertThat(AnswerFormTest.read(OLLAMA, FIRST + "{\"error\":\"out of memory\"}\n", step))
        .extracting(reader -> reader.answer().error())
        .isEqualTo("out of memory");
  }
}
