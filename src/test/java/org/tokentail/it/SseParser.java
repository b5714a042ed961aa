package org.tokentail.it;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;

/** Reads an event stream as the HTML standard interprets it (section 9.2.6). */
final class SseParser {
  private final Consumer<SseEvent> events;
  private final List<String> lines = new ArrayList<>();
  private final StringBuilder data = new StringBuilder();
  private String name = "";
  private String lastId = "";

  SseParser(Consumer<SseEvent> events) {
    this.events = events;
  }

  /** Returns at the end of the stream. An event without its empty line is lost, as it should be. */
  void read(InputStream stream) throws IOException {
    BufferedReader reader =
        new BufferedReader(new InputStreamReader(stream, StandardCharsets.UTF_8));
    String first = reader.readLine();
    if (first != null) {
      // One byte order mark is no part of the stream.
      accept(first.startsWith("\uFEFF") ? first.substring(1) : first);
    }
    for (String line = reader.readLine(); line != null; line = reader.readLine()) {
      accept(line);
    }
  }

  private void accept(String line) {
    if (line.isEmpty()) {
      dispatch();
      return;
    }
    lines.add(line);
    int colon = line.indexOf(':');
    if (colon != 0) {
      String value = colon < 0 ? "" : line.substring(colon + 1);
      field(
          colon < 0 ? line : line.substring(0, colon),
          value.startsWith(" ") ? value.substring(1) : value);
    }
  }

  private void field(String field, String value) {
    switch (field) {
      case "event" -> name = value;
      case "data" -> data.append(value).append('\n');
      case "id" -> lastId = value.indexOf('\0') < 0 ? value : lastId;
      default -> {
        // retry is the browser's business, everything else is to be ignored
      }
    }
  }

  private void dispatch() {
    if (!data.isEmpty()) {
      data.setLength(data.length() - 1);
      events.accept(
          new SseEvent(
              lastId, name.isEmpty() ? "message" : name, data.toString(), List.copyOf(lines)));
    }
    data.setLength(0);
    name = "";
    lines.clear();
  }
}
