package org.tokentail.stream.event;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import org.tokentail.log.Cursor;
import org.tokentail.log.Json;

/**
 * One event, encoded once for each format that is asked for, however many clients get it. Threads
 * that ask at the same time may encode it twice, to the same bytes.
 */
public final class Event {
  private final EventName name;
  private final Cursor id;
  private final byte[] data;
  private final Instant timestamp;
  private volatile byte[] frame;
  private volatile byte[] line;

  private Event(EventName name, Cursor id, byte[] data, Instant timestamp) {
    this.name = name;
    this.id = id;
    this.data = data;
    this.timestamp = timestamp;
  }

  /** An event whose data is wrapped: {@code {"type":…,"data":…,"timestamp":…}}. */
  static Event wrapped(EventName name, Cursor id, byte[] json, Instant timestamp) {
    return new Event(name, id, json, timestamp);
  }

  /** Figures: they carry no id, so a client's position stays where it is. */
  public static Event figures(EventName name, Object data, Instant timestamp) {
    return wrapped(name, null, Json.bytes(data), timestamp);
  }

  /**
   * What the stream says of itself.
   *
   * @param id where the client stands after it; null leaves it where it is
   */
  public static Event plain(EventName name, Cursor id, Object data) {
    return new Event(name, id, Json.bytes(data), null);
  }

  /**
   * Nothing, in three bytes: writing to a client that has gone is what makes its system say so, to
   * the write that follows. A line of JSON cannot say nothing.
   */
  public static Event probe() {
    Event probe = new Event(EventName.HEARTBEAT, null, new byte[0], null);
    probe.frame = ascii(":\n\n");
    probe.line = new byte[0];
    return probe;
  }

  /**
   * What somebody else says through the stream.
   *
   * @param json one line
   */
  public static Event ofJson(EventName name, String json) {
    return new Event(name, null, json.getBytes(StandardCharsets.UTF_8), null);
  }

  public EventName name() {
    return name;
  }

  /** The bytes to be sent; not to be changed. */
  public byte[] in(Format format) {
    return format == Format.SSE ? frame() : line();
  }

  private byte[] frame() {
    if (frame == null) {
      frame = SseFrame.encode(name.wire(), id, timestamp == null ? data : json(null));
    }
    return frame;
  }

  /** Here the position has to stand in the object: there is no place beside it. */
  private byte[] line() {
    if (line == null) {
      ByteArrayOutputStream bytes = new ByteArrayOutputStream(data.length + 128);
      bytes.writeBytes(json(id));
      bytes.write('\n');
      line = bytes.toByteArray();
    }
    return line;
  }

  private byte[] json(Cursor cursor) {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream(data.length + 128);
    bytes.writeBytes(ascii("{\"type\":\"" + name.wire() + '"'));
    if (cursor != null) {
      bytes.writeBytes(ascii(",\"cursor\":\"" + cursor + '"'));
    }
    bytes.writeBytes(ascii(",\"data\":"));
    bytes.writeBytes(data);
    if (timestamp != null) {
      bytes.writeBytes(ascii(",\"timestamp\":\"" + Json.TIME.format(timestamp) + '"'));
    }
    bytes.write('}');
    return bytes.toByteArray();
  }

  private static byte[] ascii(String text) {
    return text.getBytes(StandardCharsets.US_ASCII);
  }
}
