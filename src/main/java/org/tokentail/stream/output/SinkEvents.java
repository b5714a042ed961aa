package org.tokentail.stream.output;

import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.sse.OutboundSseEvent;
import jakarta.ws.rs.sse.Sse;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.StringJoiner;
import java.util.function.Function;
import org.tokentail.stream.event.Format;

/** The bytes of the log as events that a sink of JAX-RS can send. */
final class SinkEvents implements Function<byte[], Iterable<OutboundSseEvent>> {
  private final Sse sse;
  private final Format format;

  SinkEvents(Sse sse, Format format) {
    this.sse = sse;
    this.format = format;
  }

  @Override
  public List<OutboundSseEvent> apply(byte[] bytes) {
    String text = new String(bytes, StandardCharsets.UTF_8);
    List<OutboundSseEvent> events = new ArrayList<>();
    for (String part : text.split(format == Format.SSE ? "\n\n" : "\n", -1)) {
      if (!part.isEmpty()) {
        events.add(format == Format.SSE ? event(part) : line(part));
      }
    }
    return events;
  }

  /** A line goes out as it is: {@link NdjsonWriter}. */
  private OutboundSseEvent line(String line) {
    return sse.newEventBuilder().data(String.class, line).build();
  }

  private OutboundSseEvent event(String frame) {
    if (frame.startsWith(":")) {
      return sse.newEventBuilder().comment(frame.substring(1)).build();
    }
    OutboundSseEvent.Builder event = sse.newEventBuilder().mediaType(MediaType.TEXT_PLAIN_TYPE);
    StringJoiner data = new StringJoiner("\n");
    for (String line : frame.split("\n", -1)) {
      int colon = line.indexOf(": ");
      String value = line.substring(colon + 2);
      switch (line.substring(0, colon)) {
        case "id" -> event.id(value);
        case "event" -> event.name(value);
        default -> data.add(value);
      }
    }
    return event.data(String.class, data.toString()).build();
  }
}
