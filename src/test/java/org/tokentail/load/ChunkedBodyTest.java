package org.tokentail.load;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

class ChunkedBodyTest {
  private static final int EVENTS = 40;

  private final List<String> ids = new ArrayList<>();

  @Test
  void anyChunksInAnyPiecesGiveTheSameEvents() {
    for (int seed = 0; seed < 300; seed++) {
      Random random = new Random(seed);
      byte[] body = chunked(events(), random);
      ids.clear();
      ChunkedBody reader = body();
      boolean goesOn = true;
      int from = 0;
      while (from < body.length) {
        assertThat(goesOn).isTrue();
        int to = Math.min(body.length, from + 1 + random.nextInt(1 + seed));
        goesOn = reader.accept(body, from, to);
        from = to;
      }
      assertThat(goesOn).as("the last chunk is the end").isFalse();
      assertThat(ids).hasSize(EVENTS).startsWith("0", "1").endsWith("" + (EVENTS - 1));
    }
  }

  @Test
  void whatIsNotChunkedIsNotTakenForContent() {
    assertThatIllegalArgumentException().isThrownBy(() -> accept("data: x\n\n"));
    assertThatIllegalArgumentException().isThrownBy(() -> accept("\r\n"));
    assertThatIllegalArgumentException().isThrownBy(() -> accept("3\r\ndata"));
    assertThatIllegalArgumentException().isThrownBy(() -> accept("fffffffffffffff\r\n"));
  }

  private static String events() {
    StringBuilder events = new StringBuilder();
    for (int i = 0; i < EVENTS; i++) {
      events.append("id: ").append(i).append("\ndata: ").append("ä".repeat(i)).append("\n\n");
    }
    return events.toString();
  }

  private static byte[] chunked(String content, Random random) {
    StringBuilder body = new StringBuilder();
    byte[] bytes = content.getBytes(StandardCharsets.UTF_8);
    int from = 0;
    while (from < bytes.length) {
      int size = Math.min(bytes.length - from, 1 + random.nextInt(200));
      String hex = Integer.toHexString(size);
      body.append(random.nextBoolean() ? hex : "00" + hex.toUpperCase(java.util.Locale.ROOT));
      body.append(random.nextInt(4) == 0 ? ";name=data" : "").append("\r\n");
      body.append(new String(bytes, from, size, StandardCharsets.ISO_8859_1)).append("\r\n");
      from += size;
    }
    return body.append("0;last=yes\r\nname: value\r\n\r\n")
        .toString()
        .getBytes(StandardCharsets.ISO_8859_1);
  }

  private void accept(String text) {
    byte[] bytes = text.getBytes(StandardCharsets.US_ASCII);
    body().accept(bytes, 0, bytes.length);
  }

  private ChunkedBody body() {
    return new ChunkedBody(
        new SseReader(
            List.of(),
            new SentAt(),
            true,
            new SseReader.Events() {
              @Override
              public void counted(long sentAt) {
                throw new AssertionError("nothing counts here");
              }

              @Override
              public void seen(String id, String name, String data) {
                assertThat(data).hasSize(Integer.parseInt(id));
                ids.add(id);
              }
            }));
  }
}
