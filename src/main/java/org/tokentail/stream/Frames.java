package org.tokentail.stream;

import com.fasterxml.jackson.core.JsonProcessingException;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import org.tokentail.journal.Cursor;
import org.tokentail.log.Json;
import org.tokentail.log.RequestLog;

/** Events as they go over the wire (docs/PROTOCOL.md, "The stream"; HTML standard, section 9.2). */
final class Frames {
  static final String CREATED = "log:created";
  static final String UPDATED = "log:updated";

  private record Envelope(String type, Object data, Instant timestamp) {}

  private record Removed(String id) {}

  private Frames() {}

  /** A change, for a client that sees the record. */
  static byte[] change(String epoch, RequestLog log, boolean created) {
    return ofChange(epoch, log, created ? CREATED : UPDATED, log);
  }

  /** A change, for a client whose filter the record has left. */
  static byte[] removed(String epoch, RequestLog log) {
    return ofChange(epoch, log, "log:removed", new Removed(log.id()));
  }

  private static byte[] ofChange(String epoch, RequestLog log, String name, Object data) {
    return event(
        name, new Cursor(epoch, log.seq()), json(new Envelope(name, data, log.changedAt())));
  }

  /** What is no change: it carries no id, so a client's position stays where it is. */
  static byte[] enveloped(String name, Object data, Instant at) {
    return event(name, null, json(new Envelope(name, data, at)));
  }

  /**
   * @param id null for none
   * @param data one line
   */
  static byte[] event(String name, Cursor id, String data) {
    StringBuilder frame = new StringBuilder(data.length() + 80);
    if (id != null) {
      frame.append("id: ").append(id).append('\n');
    }
    if (name != null) {
      frame.append("event: ").append(name).append('\n');
    }
    return frame
        .append("data: ")
        .append(data)
        .append("\n\n")
        .toString()
        .getBytes(StandardCharsets.UTF_8);
  }

  /** Never contains a line break: JSON escapes those in text. */
  static String json(Object value) {
    try {
      return Json.MAPPER.writeValueAsString(value);
    } catch (JsonProcessingException e) {
      throw new IllegalStateException("Events are made of values that can be written", e);
    }
  }
}
