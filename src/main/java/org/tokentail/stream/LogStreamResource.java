package org.tokentail.stream;

import jakarta.inject.Inject;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.HEAD;
import jakarta.ws.rs.HeaderParam;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.Response;
import jakarta.ws.rs.core.SecurityContext;
import jakarta.ws.rs.core.UriInfo;
import jakarta.ws.rs.sse.OutboundSseEvent;
import jakarta.ws.rs.sse.Sse;
import jakarta.ws.rs.sse.SseBroadcaster;
import jakarta.ws.rs.sse.SseEventSink;
import java.time.Clock;
import java.time.Instant;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.ThreadLocalRandom;
import org.tokentail.config.Settings;
import org.tokentail.journal.Cursor;
import org.tokentail.journal.LogFilter;
import org.tokentail.log.InvalidInputException;
import org.tokentail.security.BrowserSession;

/** Opens the stream of changes (docs/PROTOCOL.md, "The stream"). */
@Path("logs/stream")
public class LogStreamResource {
  private static final String MEDIA_TYPE = "text/event-stream;charset=utf-8";
  private static final String LAST_EVENT_ID = "lastEventId";

  @Inject private SseBroadcaster broadcaster;
  @Inject private LogBroadcaster streams;
  @Inject private Settings settings;
  @Inject private Clock clock;

  private record Connected(
      String clientId, Cursor cursor, boolean resumed, int replayed, Instant serverTime) {}

  private record Reset(String reason, Cursor cursor) {}

  /** Answered apart: JAX-RS would otherwise open a stream that nobody reads and nothing ends. */
  @HEAD
  @Produces(MEDIA_TYPE)
  public Response head() {
    return Response.ok().type(MEDIA_TYPE).build();
  }

  @GET
  @Produces(MEDIA_TYPE)
  public void open(
      @HeaderParam(HttpHeaders.LAST_EVENT_ID_HEADER) String header,
      @QueryParam(LAST_EVENT_ID) String parameter,
      @Context UriInfo uri,
      @Context SecurityContext security,
      @Context HttpServletRequest request,
      @Context HttpServletResponse response,
      @Context Sse sse,
      @Context SseEventSink sink) {
    LogFilter filter = LogFilter.parse(uri.getQueryParameters());
    // The header is the later one: a browser that reconnects sends it with the URL of its first
    // connection.
    Position position =
        streams
            .feed()
            .position(
                header != null && !header.isEmpty()
                    ? cursor("Last-Event-ID", header)
                    : cursor(LAST_EVENT_ID, parameter));
    Subscription client =
        new Subscription(sink, session(security), filter, position.seq(), System.nanoTime());
    if (position.resetReason() != null) {
      client.addFirst(reset(position));
    }
    broadcaster.register(client);
    response.setHeader(HttpHeaders.CACHE_CONTROL, "no-store");
    // nginx would otherwise collect the stream in a buffer.
    response.setHeader("X-Accel-Buffering", "no");
    client.send(connected(sse, position));
    request.setAttribute(StreamGate.SUBSCRIPTION, client);
  }

  private static BrowserSession session(SecurityContext security) {
    return security.getUserPrincipal() instanceof BrowserSession session ? session : null;
  }

  private static Optional<Cursor> cursor(String name, String text) {
    if (text == null || text.isEmpty()) {
      return Optional.empty();
    }
    Optional<Cursor> cursor = Cursor.parse(text);
    if (cursor.isEmpty()) {
      throw InvalidInputException.parameter(
          name,
          name
              + " must be a cursor as GET api/logs or the stream gave it (<epoch>-<number>). Leave it out to begin with the next change.");
    }
    return cursor;
  }

  private OutboundSseEvent connected(Sse sse, Position position) {
    Connected data =
        new Connected(
            UUID.randomUUID().toString(),
            streams.feed().cursor(position.seq()),
            position.resumed(),
            position.replayed(),
            clock.instant());
    return sse.newEventBuilder()
        .name("connected")
        .reconnectDelay(jittered(settings.stream().retry().toMillis()))
        .data(String.class, Frames.json(data))
        .build();
  }

  private byte[] reset(Position position) {
    Cursor cursor = streams.feed().cursor(position.seq());
    return Frames.event(
        "log:reset", cursor, Frames.json(new Reset(position.resetReason(), cursor)));
  }

  /** Up to half as long again: clients that were cut off together should not come back together. */
  private static long jittered(long millis) {
    return millis + ThreadLocalRandom.current().nextLong(millis / 2 + 1);
  }
}
