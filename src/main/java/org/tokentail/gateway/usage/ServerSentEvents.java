package org.tokentail.gateway.usage;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.function.IntPredicate;

/**
 * Splits an event stream (https://html.spec.whatwg.org/multipage/server-sent-events.html, section
 * 9.2.6) as its bytes come, and passes on the data of each event without holding it. Comments and
 * other fields are left out, but for the name of an error: everything else that is read says its
 * type in its data. Not thread-safe.
 */
final class ServerSentEvents {
  private static final byte[] DATA = ascii("data");
  private static final byte[] EVENT = ascii("event");
  private static final byte[] ERROR = ascii("error");
  private static final byte[] LINE_BREAK = {'\n'};
  private static final byte[] BYTE_ORDER_MARK = {(byte) 0xEF, (byte) 0xBB, (byte) 0xBF};

  /** Gets the data of the events. */
  interface Listener {
    /** The next bytes of the event's data, its lines joined by line feeds. */
    void data(byte[] bytes, int offset, int length);

    /** The event is complete. Not called for one without data. */
    void eventEnd();
  }

  private enum Part {
    /** In the name of the field; so far it may be one that is read. */
    NAME,
    /** Right after the colon, where one space is left out. */
    SPACE,
    VALUE,
    /** In the value of the field "event". */
    EVENT_NAME,
    /** In a line that is of no interest. */
    IGNORED
  }

  private final Listener listener;
  private Part part = Part.NAME;

  /** The name of the field, or of the event, as far as it came; longer ones are none of ours. */
  private final byte[] name = new byte[EVENT.length + 1];

  private int nameLength;

  /** Bytes of a byte order mark seen at the beginning; its length when none can come any more. */
  private int mark;

  private boolean lineIsEmpty = true;
  private boolean afterReturn;
  private boolean hasData;

  /** Whether the event that has begun is named so. */
  private boolean error;

  ServerSentEvents(Listener listener) {
    this.listener = listener;
  }

  private static byte[] ascii(String text) {
    return text.getBytes(StandardCharsets.US_ASCII);
  }

  void feed(byte[] bytes, int offset, int length) {
    int end = offset + length;
    int at = offset;
    while (at < end) {
      if (part == Part.VALUE) {
        int from = at;
        at = skip(bytes, at, end, next -> !isLineEnd(next));
        if (at > from) {
          listener.data(bytes, from, at - from);
        }
      } else if (part == Part.IGNORED) {
        at = skip(bytes, at, end, next -> !isLineEnd(next));
      }
      if (at < end) {
        take(bytes, at++);
      }
    }
  }

  /** The stream is over: an event whose blank line is missing counts as well. */
  void end() {
    if (hasData) {
      hasData = false;
      listener.eventEnd();
    }
  }

  private void take(byte[] bytes, int at) {
    byte next = bytes[at];
    if (next == '\n' && afterReturn) {
      afterReturn = false;
      return;
    }
    afterReturn = next == '\r';
    if (isLineEnd(next)) {
      lineEnd();
      return;
    }
    boolean begins = lineIsEmpty;
    lineIsEmpty = false;
    switch (part) {
      case NAME -> {
        if (begins && next == '{') {
          // No event, and what some servers write when they fail in the middle of their events.
          beginData();
          part = Part.VALUE;
          listener.data(bytes, at, 1);
        } else {
          part = afterName(next);
        }
      }
      case SPACE -> {
        part = Part.VALUE;
        if (next != ' ') {
          listener.data(bytes, at, 1);
        }
      }
      case EVENT_NAME -> {
        if (next != ' ' || nameLength > 0) {
          keepName(next);
        }
      }
      default -> {}
    }
  }

  private Part afterName(byte next) {
    if (mark < BYTE_ORDER_MARK.length && next == BYTE_ORDER_MARK[mark]) {
      mark++;
      return Part.NAME;
    }
    mark = BYTE_ORDER_MARK.length;
    if (next != ':') {
      keepName(next);
      return nameLength > EVENT.length ? Part.IGNORED : Part.NAME;
    }
    if (isName(DATA)) {
      beginData();
      return Part.SPACE;
    }
    boolean event = isName(EVENT);
    nameLength = 0;
    return event ? Part.EVENT_NAME : Part.IGNORED;
  }

  private void keepName(byte next) {
    if (nameLength < name.length) {
      name[nameLength++] = next;
    }
  }

  private boolean isName(byte[] expected) {
    return Arrays.equals(name, 0, nameLength, expected, 0, expected.length);
  }

  private void beginData() {
    if (hasData) {
      listener.data(LINE_BREAK, 0, 1);
    }
    hasData = true;
  }

  /** Whether the event whose data comes, or has just come, is named "error". */
  boolean isError() {
    return error;
  }

  private void lineEnd() {
    if (part == Part.EVENT_NAME) {
      error = isName(ERROR);
    }
    if (lineIsEmpty) {
      if (hasData) {
        hasData = false;
        listener.eventEnd();
      }
      error = false;
    }
    part = Part.NAME;
    nameLength = 0;
    lineIsEmpty = true;
  }

  private static boolean isLineEnd(int next) {
    return next == '\n' || next == '\r';
  }

  private static int skip(byte[] bytes, int from, int end, IntPredicate passes) {
    int at = from;
    while (at < end && passes.test(bytes[at])) {
      at++;
    }
    return at;
  }
}
