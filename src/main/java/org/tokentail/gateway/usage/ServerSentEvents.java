package org.tokentail.gateway.usage;

import java.util.function.IntPredicate;

/**
 * Splits an event stream (https://html.spec.whatwg.org/multipage/server-sent-events.html, section
 * 9.2.6) as its bytes come, and passes on the data of each event without holding it. Comments and
 * other fields are left out: everything that is read says its type in its data. Not thread-safe.
 */
final class ServerSentEvents {
  private static final byte[] DATA = {'d', 'a', 't', 'a'};
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
    /** In the name of the field; so far it may be "data". */
    NAME,
    /** Right after the colon, where one space is left out. */
    SPACE,
    VALUE,
    /** In a line that is of no interest. */
    IGNORED
  }

  private final Listener listener;
  private Part part = Part.NAME;
  private int nameLength;

  /** Bytes of a byte order mark seen at the beginning; its length when none can come any more. */
  private int mark;

  private boolean lineIsEmpty = true;
  private boolean afterReturn;
  private boolean hasData;

  ServerSentEvents(Listener listener) {
    this.listener = listener;
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
    lineIsEmpty = false;
    if (part == Part.NAME) {
      part = afterName(next);
    } else if (part == Part.SPACE) {
      part = Part.VALUE;
      if (next != ' ') {
        listener.data(bytes, at, 1);
      }
    }
  }

  private Part afterName(byte next) {
    if (mark < BYTE_ORDER_MARK.length && next == BYTE_ORDER_MARK[mark]) {
      mark++;
      return Part.NAME;
    }
    mark = BYTE_ORDER_MARK.length;
    if (nameLength == DATA.length) {
      return next == ':' ? beginData() : Part.IGNORED;
    }
    return next == DATA[nameLength++] ? Part.NAME : Part.IGNORED;
  }

  private Part beginData() {
    if (hasData) {
      listener.data(LINE_BREAK, 0, 1);
    }
    hasData = true;
    return Part.SPACE;
  }

  private void lineEnd() {
    if (lineIsEmpty && hasData) {
      hasData = false;
      listener.eventEnd();
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
