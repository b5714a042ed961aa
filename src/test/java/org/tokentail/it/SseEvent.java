package org.tokentail.it;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.List;

/**
 * An event as an event stream carries it (HTML standard, section 9.2.6).
 *
 * @param id the last event id of the stream once this event is dispatched; empty: none so far
 * @param name message when the stream gave none
 * @param lines the lines of its block as they were sent
 */
record SseEvent(String id, String name, String data, List<String> lines) {
  JsonNode json() {
    return Answer.parse(data);
  }

  boolean isChange() {
    return isUpsert() || name.equals("log:removed");
  }

  /** Carries a whole record. */
  boolean isUpsert() {
    return name.equals("log:created") || name.equals("log:updated");
  }

  /** Sent because time passed, not because something changed. */
  boolean isTick() {
    return name.equals("log:stats") || name.equals("heartbeat");
  }

  /** The record of a log:created or log:updated. */
  JsonNode log() {
    return json().path("data");
  }

  /** The id of the record that changed. */
  String logId() {
    return log().path("id").asText();
  }

  /** The position in the feed that its id names. */
  long seq() {
    return seq(id);
  }

  /** The seq of a cursor. */
  static long seq(String cursor) {
    return Long.parseLong(cursor.substring(cursor.indexOf('-') + 1));
  }
}
