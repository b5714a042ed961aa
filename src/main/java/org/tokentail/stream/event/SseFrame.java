package org.tokentail.stream.event;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import org.tokentail.log.Cursor;

/** Writes events as the HTML standard reads them (section 9.2.6). */
final class SseFrame {
  private SseFrame() {}

  /**
   * @param name without line breaks; null for none
   * @param id null for none
   * @param data UTF-8; each of its lines becomes one of the frame, and reads as ended by a line
   *     feed whatever ended it (the format cannot say more)
   */
  static byte[] encode(String name, Cursor id, byte[] data) {
    ByteArrayOutputStream frame = new ByteArrayOutputStream(data.length + 80);
    if (id != null) {
      frame.writeBytes(utf8("id: " + id + '\n'));
    }
    if (name != null) {
      frame.writeBytes(utf8("event: " + name + '\n'));
    }
    int start = 0;
    for (int end = lineEnd(data, 0); end < data.length; end = lineEnd(data, start)) {
      line(frame, data, start, end);
      boolean pair = data[end] == '\r' && end + 1 < data.length && data[end + 1] == '\n';
      start = end + (pair ? 2 : 1);
    }
    line(frame, data, start, data.length);
    frame.write('\n');
    return frame.toByteArray();
  }

  private static int lineEnd(byte[] data, int from) {
    int end = from;
    while (end < data.length && data[end] != '\n' && data[end] != '\r') {
      end++;
    }
    return end;
  }

  private static void line(ByteArrayOutputStream frame, byte[] data, int from, int to) {
    frame.writeBytes(DATA);
    frame.write(data, from, to - from);
    frame.write('\n');
  }

  private static final byte[] DATA = utf8("data: ");

  private static byte[] utf8(String text) {
    return text.getBytes(StandardCharsets.UTF_8);
  }
}
