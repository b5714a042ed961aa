package org.tokentail.gateway.usage;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.tokentail.gateway.usage.AnswerReader.Form;

/** What an answer is, its bytes say. */
class AnswerFormTest {
  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "''|NOTHING",
        "~~|NOTHING",
        "{}|JSON",
        "~~[{\"a\":1}]|JSON",
        "data: x|EVENTS",
        "data:{}|EVENTS",
        "event: ping|EVENTS",
        "id: 7|EVENTS",
        "retry: 9|EVENTS",
        ": a comment|EVENTS",
        "data~~|EVENTS",
        "<html></html>|OTHER",
        "dat|OTHER",
        "database is down|OTHER",
        "identity: none|OTHER",
        "upstream connect error|OTHER",
        "null|OTHER",
        "\"text\"|OTHER",
      })
  void theFirstBytesTellIt(String body, Form form) {
    String text = body.replace("~", "\r\n \t");

    assertThat(read(text, Integer.MAX_VALUE).form()).isEqualTo(form);
    assertThat(read(text, 1).form()).isEqualTo(form);
    assertThat(read("\uFEFF" + text, 1).form()).isEqualTo(form);
  }

  @Test
  void whatIsNoAnswerIsKeptAsWords() {
    String page = "<!doctype html><h1>Blocked by ünïcode</h1>";

    assertThat(read(" \n" + page, 1).answer().error()).isEqualTo(page);
    assertThat(read("x".repeat(40_000), 999).answer().error()).hasSize(16_384);
    assertThat(read("da", 1).answer().error()).isEqualTo("da");
    assertThat(read("<p>\0</p>", 2).answer().error()).isEqualTo("<p>\uFFFD</p>");
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 3, Integer.MAX_VALUE})
  void blankLinesThatKeepAConnectionAliveComeBeforeJsonToo(int step) {
    AnswerReader reader =
        read("\n\n\n\n{\"model\":\"m\",\"choices\":[{\"message\":{\"content\":\"hi\"}}]}", step);

    assertThat(reader.answer().responseModel()).isEqualTo("m");
    assertThat(reader.hasContent()).isTrue();
    assertThat(reader.isEnded()).isTrue();
  }

  static AnswerReader read(String body, int step) {
    return read(WireFormat.OPENAI_CHAT, body, step);
  }

  static AnswerReader read(WireFormat format, String body, int step) {
    AnswerReader reader = AnswerReader.of(format);
    byte[] bytes = body.getBytes(UTF_8);
    for (int at = 0; at < bytes.length; at += Math.min(step, bytes.length - at)) {
      reader.feed(bytes, at, Math.min(step, bytes.length - at));
    }
    reader.end();
    return reader;
  }
}
