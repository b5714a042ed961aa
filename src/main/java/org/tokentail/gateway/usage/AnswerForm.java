package org.tokentail.gateway.usage;

import java.nio.charset.StandardCharsets;
import java.util.List;
import org.tokentail.gateway.usage.AnswerReader.Form;

/**
 * Tells by the first bytes of a body what it is: relays forget the type of an event stream, and
 * send pages and errors under the type of an answer. Bounded: holds a few bytes. Not thread-safe.
 */
final class AnswerForm {
  private static final byte[] BYTE_ORDER_MARK = {(byte) 0xEF, (byte) 0xBB, (byte) 0xBF};

  /** The fields of an event stream; a line that begins with a colon is a comment of one. */
  private static final List<String> FIELDS = List.of("data", "event", "id", "retry");

  /** More than the longest name of a field. */
  private final byte[] head = new byte[8];

  private int length;
  private int mark;

  /**
   * The next byte; {@link Form#NOTHING} while it cannot be told. Not to be called after it could.
   */
  Form next(byte next) {
    if (length == 0 && isBefore(next)) {
      return Form.NOTHING;
    }
    head[length++] = next;
    if (next == '{' || next == '[') {
      return length == 1 ? Form.JSON : Form.OTHER;
    }
    return ofLine();
  }

  /** What has come and belongs to the body: not the white space before it. */
  byte[] head() {
    return java.util.Arrays.copyOf(head, length);
  }

  private boolean isBefore(byte next) {
    if (mark < BYTE_ORDER_MARK.length && next == BYTE_ORDER_MARK[mark]) {
      mark++;
      return true;
    }
    // Servers keep connections alive with it, before JSON and events alike.
    return next == ' ' || next == '\n' || next == '\r' || next == '\t';
  }

  private Form ofLine() {
    String line = new String(head, 0, length, StandardCharsets.ISO_8859_1);
    char last = line.charAt(length - 1);
    boolean nameEnds = last == ':' || last == '\n' || last == '\r';
    String name = nameEnds ? line.substring(0, length - 1) : line;
    if (nameEnds) {
      return FIELDS.contains(name) || line.equals(":") ? Form.EVENTS : Form.OTHER;
    }
    return FIELDS.stream().anyMatch(field -> field.startsWith(name)) ? Form.NOTHING : Form.OTHER;
  }
}
