package org.tokentail.load;

import java.util.List;

/**
 * Reads an event stream (HTML standard, section 9.2) that comes in pieces of any size, and counts
 * its events without allocating for each. Lines end with LF or CR LF; a CR alone, which the
 * standard allows, none of the servers sends. For one thread.
 */
final class SseReader implements ChunkedBody.Content {
  /** Told of events as they are complete. */
  interface Events {
    /**
     * One of the names that are counted.
     *
     * @param sentAt epoch nanoseconds that its data names as "t", 0: none
     */
    void counted(long sentAt);

    /** Any event, where contents are wanted. */
    void seen(String id, String name, String data);
  }

  private static final int LONGEST_LINE = 16 * 1024 * 1024;
  private static final byte[] DATA = Scan.ascii("data");
  private static final byte[] EVENT = Scan.ascii("event");
  private static final byte[] ID = Scan.ascii("id");
  private static final byte[] MESSAGE = Scan.ascii("message");

  private final List<byte[]> countedNames;
  private final SentAt sentAtField;
  private final boolean wantsContents;
  private final Events events;
  private final ByteBlock carried = new ByteBlock(LONGEST_LINE);
  private final ByteBlock id = new ByteBlock(LONGEST_LINE);
  private final ByteBlock lastId = new ByteBlock(LONGEST_LINE);
  private final ByteBlock name = new ByteBlock(LONGEST_LINE);
  private final ByteBlock data = new ByteBlock(LONGEST_LINE);
  private boolean hasData;
  private boolean isCounted;
  private boolean hasName;
  private boolean hasId;
  private long sentAt;

  /**
   * @param countedNames of the events that count
   * @param sentAtField may be shared between readers of one thread
   * @param wantsContents whether id, name and data of each event are to be told as well
   */
  SseReader(List<byte[]> countedNames, SentAt sentAtField, boolean wantsContents, Events events) {
    this.countedNames = countedNames;
    this.sentAtField = sentAtField;
    this.wantsContents = wantsContents;
    this.events = events;
  }

  /** The next bytes of the stream. */
  @Override
  public void accept(byte[] bytes, int from, int to) {
    int start = from;
    while (start < to) {
      int end = Scan.newline(bytes, start, to);
      if (end < 0) {
        carried.append(bytes, start, to);
        return;
      }
      if (carried.isEmpty()) {
        line(bytes, start, end);
      } else {
        carried.append(bytes, start, end);
        line(carried.bytes(), 0, carried.length());
        carried.clear();
      }
      start = end + 1;
    }
  }

  /** The id of the last event that was complete and had one; empty: none. */
  String lastEventId() {
    return lastId.toString();
  }

  private void line(byte[] bytes, int from, int lineEnd) {
    int to = lineEnd > from && bytes[lineEnd - 1] == '\r' ? lineEnd - 1 : lineEnd;
    if (to == from) {
      dispatch();
    } else if (isField(bytes, from, to, DATA)) {
      data(bytes, value(bytes, from, to, DATA), to);
    } else if (isField(bytes, from, to, EVENT)) {
      name(bytes, value(bytes, from, to, EVENT), to);
    } else if (isField(bytes, from, to, ID)) {
      id.set(bytes, value(bytes, from, to, ID), to);
      hasId = true;
    }
  }

  private static boolean isField(byte[] bytes, int from, int to, byte[] field) {
    int end = from + field.length;
    return Scan.startsWith(bytes, from, to, field) && (end == to || bytes[end] == ':');
  }

  /** Where the value begins: behind the colon and one space. */
  private static int value(byte[] bytes, int from, int to, byte[] field) {
    int begin = Math.min(from + field.length + 1, to);
    return begin < to && bytes[begin] == ' ' ? begin + 1 : begin;
  }

  private void data(byte[] bytes, int from, int to) {
    if (sentAt == 0) {
      sentAt = sentAtField.find(bytes, from, to);
    }
    if (wantsContents) {
      if (hasData) {
        data.append((byte) '\n');
      }
      data.append(bytes, from, to);
    }
    hasData = true;
  }

  private void name(byte[] bytes, int from, int to) {
    hasName = to > from;
    isCounted = counts(bytes, from, to);
    if (wantsContents) {
      name.set(bytes, from, to);
    }
  }

  private boolean counts(byte[] bytes, int from, int to) {
    for (byte[] counted : countedNames) {
      if (Scan.matches(bytes, from, to, counted)) {
        return true;
      }
    }
    return false;
  }

  private void dispatch() {
    if (hasId) {
      // Only now: to resume from an event that was cut short would be to miss it.
      lastId.set(id.bytes(), 0, id.length());
    }
    if (hasData) {
      if (hasName ? isCounted : counts(MESSAGE, 0, MESSAGE.length)) {
        events.counted(sentAt);
      }
      if (wantsContents) {
        events.seen(lastId.toString(), hasName ? name.toString() : "message", data.toString());
      }
    }
    data.clear();
    hasData = false;
    hasName = false;
    hasId = false;
    isCounted = false;
    sentAt = 0;
  }
}
