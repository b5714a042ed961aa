package org.tokentail.load;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class SseReaderTest {
  private static final String STREAM =
      """
      event: connected
      retry: 2000
      data: {"cursor":"e-0"}

      : a comment
      id: e-1
      event: log:created
      data: {"data":{"id":"x","text":"a \\"t\\":5 quoted, ü 漢 🚀","metadata":{"t":1700000000000000001,"pad":"xx"}}}

      id: e-2
      event: log:updated
      data: first
      data: second

      data: unnamed

      event: log:created

      event:log:created
      data:{"t":1700000000000000002}

      event: log:created
      data: {"t":
      """;

  private final List<Long> counted = new ArrayList<>();
  private final List<String> seen = new ArrayList<>();

  @Test
  void anySplitGivesTheSameEvents() {
    byte[] stream = STREAM.getBytes(StandardCharsets.UTF_8);
    for (int first = 0; first <= stream.length; first++) {
      for (int piece = 1; piece <= stream.length; piece = piece * 3 + 1) {
        isRead(stream, first, piece);
      }
    }
  }

  @Test
  void linesMayEndWithCrLf() {
    byte[] stream = STREAM.replace("\n", "\r\n").getBytes(StandardCharsets.UTF_8);
    for (int first = 0; first <= stream.length; first++) {
      isRead(stream, first, stream.length);
    }
  }

  private void isRead(byte[] stream, int first, int piece) {
    counted.clear();
    seen.clear();
    SseReader reader = reader("log:created");
    reader.accept(stream, 0, first);
    for (int from = first; from < stream.length; from += piece) {
      reader.accept(stream, from, Math.min(stream.length, from + piece));
    }
    assertThat(counted).containsExactly(1700000000000000001L, 1700000000000000002L);
    assertThat(seen).hasSize(5);
    assertThat(seen.get(0)).isEqualTo("|connected|{\"cursor\":\"e-0\"}");
    assertThat(seen.get(1)).startsWith("e-1|log:created|").contains("ü 漢 🚀");
    assertThat(seen.get(2)).isEqualTo("e-2|log:updated|first\nsecond");
    assertThat(seen.get(3)).isEqualTo("e-2|message|unnamed");
    assertThat(seen.get(4)).isEqualTo("e-2|log:created|{\"t\":1700000000000000002}");
    assertThat(reader.lastEventId()).isEqualTo("e-2");
  }

  @Test
  void anEventThatWasCutShortIsNoPositionToResumeFrom() {
    SseReader reader = reader("message");
    accept(reader, "id: 1\ndata: a\n\nid: 2\ndata: b\n");

    assertThat(reader.lastEventId()).isEqualTo("1");
    assertThat(counted).hasSize(1);
  }

  @Test
  void aFieldIsItsWholeName() {
    SseReader reader = reader("message");
    accept(reader, "database: x\n\nidentity: 7\ndata\n\n");

    assertThat(counted).containsExactly(0L);
    assertThat(seen).containsExactly("|message|");
  }

  @Test
  void theTimeIsFoundWhereverItMoves() {
    SseReader reader = reader("message");
    for (int shift : new int[] {0, 1, 300, 299, 5, 40, 24, 0}) {
      accept(reader, "data: {\"pad\":\"" + "x".repeat(shift) + "\",\"t\":" + (shift + 1) + "}\n\n");
    }

    assertThat(counted).containsExactly(1L, 2L, 301L, 300L, 6L, 41L, 25L, 1L);
  }

  private SseReader reader(String counts) {
    return new SseReader(
        List.of(Scan.ascii(counts)),
        new SentAt(),
        true,
        new SseReader.Events() {
          @Override
          public void counted(long sentAt) {
            counted.add(sentAt);
          }

          @Override
          public void seen(String id, String name, String data) {
            seen.add(id + "|" + name + "|" + data);
          }
        });
  }

  private static void accept(SseReader reader, String text) {
    byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
    reader.accept(bytes, 0, bytes.length);
  }
}
