package org.tokentail.it;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.SequenceInputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The tests' own reader of event streams holds to the HTML standard (sections 9.2.5 and 9.2.6). */
class SseParserTest {
  /** Every rule at once; written with line feeds. */
  private static final String STREAM =
      """
      : a comment

      id: 1
      event: log:created
      data: first
      data
      data:third \uD83D\uDE00
      retry: 10
      unknown: x

      data:  two spaces
      id

      event: nothing to dispatch

      data: after

      data: never ended
      """;

  @ParameterizedTest
  @ValueSource(strings = {"\n", "\r", "\r\n"})
  void linesEndInThreeWays(String end) throws IOException {
    isUnderstood(parse(bytes(STREAM.replace("\n", end))));
  }

  @ParameterizedTest
  @ValueSource(strings = {"\n", "\r", "\r\n"})
  void aReadMayEndAfterAnyByte(String end) throws IOException {
    byte[] bytes = bytes(STREAM.replace("\n", end));
    for (int at = 0; at <= bytes.length; at++) {
      isUnderstood(
          parse(
              new SequenceInputStream(
                  new ByteArrayInputStream(bytes, 0, at),
                  new ByteArrayInputStream(bytes, at, bytes.length - at))));
    }
  }

  private static void isUnderstood(List<SseEvent> events) {
    assertThat(events).extracting(SseEvent::id).containsExactly("1", "", "");
    assertThat(events)
        .extracting(SseEvent::name)
        .containsExactly("log:created", "message", "message");
    assertThat(events)
        .extracting(SseEvent::data)
        .containsExactly("first\n\nthird \uD83D\uDE00", " two spaces", "after");
  }

  @Test
  void oneByteOrderMarkAtTheStartIsSkipped() throws IOException {
    assertThat(data("\uFEFFdata: x\n\n")).containsExactly("x");
    assertThat(data("\uFEFF\uFEFFdata: x\n\n")).isEmpty();
    assertThat(data("data: \uFEFFx\n\n\uFEFFdata: y\n\n")).containsExactly("\uFEFFx");
  }

  @Test
  void theIdStaysUntilAnotherIsGiven() throws IOException {
    assertThat(parse(bytes("id: 1\ndata: a\n\ndata: b\n\nid: 2\n\ndata: c\n\n")))
        .extracting(SseEvent::id)
        .containsExactly("1", "1", "2");
  }

  @Test
  void anIdWithNulIsIgnored() throws IOException {
    assertThat(parse(bytes("id: 1\ndata: a\n\nid: 2\0\ndata: b\n\n")))
        .extracting(SseEvent::id)
        .containsExactly("1", "1");
  }

  @Test
  void anEmptyIdTakesTheIdAway() throws IOException {
    assertThat(parse(bytes("id: 1\ndata: a\n\nid:\ndata: b\n\n")))
        .extracting(SseEvent::id)
        .containsExactly("1", "");
  }

  @Test
  void theExamplesOfTheStandardReadAsItSays() throws IOException {
    assertThat(data("data: YHOO\ndata: +2\ndata: 10\n\n")).containsExactly("YHOO\n+2\n10");
    assertThat(data("data\n\ndata\ndata\n\ndata:")).containsExactly("", "\n");
    assertThat(data("data:test\n\ndata: test\n\n")).containsExactly("test", "test");
    assertThat(data(":\n\n: data: x\n\n")).isEmpty();
    assertThat(data("Data: x\n\ndata : x\n\n data: x\n\n")).isEmpty();
  }

  private static List<String> data(String stream) throws IOException {
    return parse(bytes(stream)).stream().map(SseEvent::data).toList();
  }

  private static List<SseEvent> parse(byte[] bytes) throws IOException {
    return parse(new ByteArrayInputStream(bytes));
  }

  private static List<SseEvent> parse(InputStream stream) throws IOException {
    List<SseEvent> events = new ArrayList<>();
    new SseParser(events::add).read(stream);
    return events;
  }

  private static byte[] bytes(String text) {
    return text.getBytes(StandardCharsets.UTF_8);
  }
}
