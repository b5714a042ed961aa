package org.tokentail.gateway.usage;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import java.util.Random;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Every sample is read the same however its bytes arrive. */
class AnswerReaderTest {
  private static final String SAMPLES = "org.tokentail.gateway.usage.Samples#all";

  @ParameterizedTest
  @MethodSource(SAMPLES)
  void anAnswerIsReadWhole(Sample sample) {
    isRead(sample, sample.bytes(), Integer.MAX_VALUE);
  }

  @ParameterizedTest
  @MethodSource(SAMPLES)
  void anAnswerIsReadByteByByte(Sample sample) {
    isRead(sample, sample.bytes(), 1);
  }

  @ParameterizedTest
  @MethodSource(SAMPLES)
  void anAnswerMayBeSplitAtEveryByte(Sample sample) {
    byte[] bytes = sample.bytes();
    for (int split = 1; split < bytes.length; split++) {
      AnswerReader reader = sample.reader();
      feedCopy(reader, bytes, 0, split);
      feedCopy(reader, bytes, split, bytes.length - split);
      reader.end();
      assertThat(reader.answer()).describedAs("split at %d", split).isEqualTo(sample.answer());
    }
  }

  @ParameterizedTest
  @MethodSource(SAMPLES)
  void linesMayEndAsTheyLike(Sample sample) {
    for (String lineEnd : new String[] {"\r\n", "\r"}) {
      byte[] bytes = sample.text().replace("\n", lineEnd).getBytes(UTF_8);
      isRead(sample, bytes, Integer.MAX_VALUE);
      isRead(sample, bytes, 1);
      isRead(sample, bytes, 7);
    }
  }

  @ParameterizedTest
  @MethodSource(SAMPLES)
  void aByteOrderMarkIsPassedOver(Sample sample) {
    byte[] bytes = ("\uFEFF" + sample.text()).getBytes(UTF_8);
    isRead(sample, bytes, Integer.MAX_VALUE);
    isRead(sample, bytes, 1);
  }

  @ParameterizedTest
  @MethodSource("org.tokentail.gateway.usage.Samples#eventStreams")
  void pingsAndCommentsBetweenTheEventsChangeNothing(Sample sample) {
    String noise =
        "\n\n: keep-alive\n\nid: 7\nretry: 10\ndata\nevent: ping\ndata: {\"type\":\"ping\"}\n\n";
    byte[] bytes = sample.text().replace("\n\n", noise).getBytes(UTF_8);
    isRead(sample, bytes, Integer.MAX_VALUE);
    isRead(sample, bytes, 5);
  }

  @ParameterizedTest
  @MethodSource(SAMPLES)
  void theFirstContentIsSeenWithItsBytes(Sample sample) {
    AnswerReader reader = sample.reader();
    byte[] bytes = sample.bytes();
    int begins =
        sample.content() == null ? Integer.MAX_VALUE : sample.bytesBefore(sample.content());
    int seen = Integer.MAX_VALUE;
    for (int at = 0; at < bytes.length && seen == Integer.MAX_VALUE; at++) {
      reader.feed(bytes, at, 1);
      seen = reader.hasContent() ? at : seen;
    }
    if (sample.content() == null) {
      assertThat(seen).isEqualTo(Integer.MAX_VALUE);
    } else {
      assertThat(seen).isBetween(begins, begins + sample.content().getBytes(UTF_8).length + 40);
    }
  }

  @ParameterizedTest
  @MethodSource(SAMPLES)
  void anAnswerCutAtAnyByteIsNotFinished(Sample sample) {
    byte[] bytes = sample.bytes();
    int finished = firstFinished(sample);
    for (int length = 0; length < bytes.length; length++) {
      AnswerReader reader = sample.reader();
      reader.feed(bytes, 0, length);
      reader.end();
      assertThat(reader.answer().finished())
          .describedAs("%d bytes", length)
          .isEqualTo(length >= finished);
    }
  }

  /** The length at which all of the last event, or of the document, is there. */
  private static int firstFinished(Sample sample) {
    if (sample.last() == null) {
      return Integer.MAX_VALUE;
    }
    String text = sample.text();
    return sample.isEventStream()
        ? text.stripTrailing().getBytes(UTF_8).length
        : text.substring(0, text.lastIndexOf(sample.last()) + 1).getBytes(UTF_8).length;
  }

  @ParameterizedTest
  @MethodSource(SAMPLES)
  void noiseIsReadWithoutComplaint(Sample sample) {
    Random random = new Random(sample.file().hashCode());
    for (int round = 0; round < 200; round++) {
      byte[] bytes = sample.bytes();
      for (int fault = 0; fault <= round % 5; fault++) {
        bytes[random.nextInt(bytes.length)] = (byte) random.nextInt(256);
      }
      AnswerReader reader = sample.reader();
      feed(reader, bytes, 1 + random.nextInt(bytes.length));
      assertThat(reader.answer()).isNotNull();
    }
  }

  private static void isRead(Sample sample, byte[] bytes, int split) {
    AnswerReader reader = sample.reader();
    assertThat(reader.hasContent()).isFalse();
    feed(reader, bytes, split);
    assertThat(reader.answer()).describedAs("split at %d", split).isEqualTo(sample.answer());
    assertThat(reader.hasContent()).isEqualTo(sample.content() != null);
  }

  private static void feed(AnswerReader reader, byte[] bytes, int step) {
    for (int at = 0; at < bytes.length; at += Math.min(step, bytes.length - at)) {
      feedCopy(reader, bytes, at, Math.min(step, bytes.length - at));
    }
    reader.end();
  }

  /** From an array that is used again afterwards: nothing of it may be kept. */
  private static void feedCopy(AnswerReader reader, byte[] bytes, int from, int length) {
    byte[] once = new byte[length + 2];
    System.arraycopy(bytes, from, once, 1, length);
    reader.feed(once, 1, length);
    Arrays.fill(once, (byte) '#');
  }
}
