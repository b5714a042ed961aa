package org.tokentail.stream;

import jakarta.inject.Inject;
import jakarta.servlet.http.HttpServletResponse;
import jakarta.ws.rs.BeanParam;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.HEAD;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.Response;
import jakarta.ws.rs.sse.OutboundSseEvent;
import jakarta.ws.rs.sse.Sse;
import jakarta.ws.rs.sse.SseBroadcaster;
import jakarta.ws.rs.sse.SseEventSink;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Instant;
import java.util.concurrent.ThreadLocalRandom;
import org.tokentail.config.Settings;
import org.tokentail.log.Cursor;
import org.tokentail.log.Json;
import org.tokentail.stream.event.Event;
import org.tokentail.stream.event.EventName;
import org.tokentail.stream.event.Format;
import org.tokentail.stream.event.View;
import org.tokentail.stream.output.NdjsonWriter;

/** Opens the stream of changes (docs/PROTOCOL.md, "The stream"). */
@Path("logs/stream")
public class LogStreamResource {
  private static final String EVENT_STREAM = "text/event-stream;charset=utf-8";

  /** What a client that accepts anything does not get. */
  private static final String LINES = NdjsonWriter.MEDIA_TYPE + ";qs=0.5";

  @Inject private SseBroadcaster broadcaster;
  @Inject private LogBroadcaster streams;
  @Inject private Settings settings;
  @Inject private Clock clock;

  private record Connected(
      String clientId, Cursor cursor, boolean resumed, int replayed, Instant serverTime) {}

  private record Reset(String reason, Cursor cursor) {}

  /** Answered apart: JAX-RS would otherwise open a stream that nobody reads and nothing ends. */
  @HEAD
  @Produces(EVENT_STREAM)
  public Response head() {
    return Response.ok().type(EVENT_STREAM).build();
  }

  @GET
  @Produces(EVENT_STREAM)
  public void events(
      @BeanParam StreamRequest asked,
      @Context HttpServletResponse response,
      @Context SseEventSink sink) {
    open(asked, response, sink, Format.SSE);
  }

  /** The same as newline-delimited JSON, for scripts. */
  @GET
  @Produces(LINES)
  public void lines(
      @BeanParam StreamRequest asked,
      @Context HttpServletResponse response,
      @Context SseEventSink sink) {
    open(asked, response, sink, Format.NDJSON);
  }

  private void open(
      StreamRequest asked, HttpServletResponse response, SseEventSink sink, Format format) {
    // Joined before the position is read: whatever is committed later is in the channel's log.
    Channel channel = streams.join(asked.view(format));
    Subscription client;
    Position position;
    try {
      position = streams.feed().position(channel, asked.lastEventId());
      client =
          new Subscription(
              sink,
              asked.session(),
              channel,
              asked.visitor(clock.instant(), position.resumed()),
              position.seq(),
              System.nanoTime());
      if (position.resetReason() != null) {
        client.addFirst(reset(position).in(format));
      } else if (position.resumed()) {
        addCleared(client, position.seq(), channel.view());
      }
      broadcaster.register(client);
    } catch (RuntimeException e) {
      streams.leave(channel);
      throw e;
    }
    streams.audience().totals().connected(position);
    response.setHeader(HttpHeaders.CACHE_CONTROL, "no-store");
    // nginx would otherwise collect the stream in a buffer.
    response.setHeader("X-Accel-Buffering", "no");
    client.send(connected(asked.sse(), client, position));
    asked.handOver(client);
  }

  private void addCleared(Subscription client, long seq, View view) {
    Event cleared = streams.feed().clearedSince(seq);
    if (cleared != null && view.takes(cleared.name())) {
      client.addFirst(cleared.in(view.format()));
    }
  }

  /**
   * It carries the position, so that a client that is cut off before the first change comes back to
   * it; but not before a reset, which must not be missed.
   */
  private OutboundSseEvent connected(Sse sse, Subscription client, Position position) {
    Cursor cursor = streams.feed().cursor(position.seq());
    Cursor id = position.resetReason() == null ? cursor : null;
    Connected data =
        new Connected(
            client.visitor().id(),
            cursor,
            position.resumed(),
            position.replayed(),
            clock.instant());
    if (client.channel().view().format() == Format.NDJSON) {
      byte[] line = Event.plain(EventName.CONNECTED, id, data).in(Format.NDJSON);
      return sse.newEventBuilder()
          .data(String.class, new String(line, StandardCharsets.UTF_8).stripTrailing())
          .build();
    }
    OutboundSseEvent.Builder event = sse.newEventBuilder().name(EventName.CONNECTED.wire());
    if (id != null) {
      event.id(id.toString());
    }
    return event
        .reconnectDelay(jittered(settings.stream().retry().toMillis()))
        .data(String.class, new String(Json.bytes(data), StandardCharsets.UTF_8))
        .build();
  }

  private Event reset(Position position) {
    Cursor cursor = streams.feed().cursor(position.seq());
    return Event.plain(EventName.RESET, cursor, new Reset(position.resetReason(), cursor));
  }

  /** Up to half as long again: clients that were cut off together should not come back together. */
  private static long jittered(long millis) {
    return millis + ThreadLocalRandom.current().nextLong(millis / 2 + 1);
  }
}
