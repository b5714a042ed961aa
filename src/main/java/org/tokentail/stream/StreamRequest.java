package org.tokentail.stream;

import jakarta.servlet.http.HttpServletRequest;
import jakarta.ws.rs.HeaderParam;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.SecurityContext;
import jakarta.ws.rs.core.UriInfo;
import jakarta.ws.rs.sse.Sse;
import java.time.Instant;
import java.util.Optional;
import java.util.UUID;
import org.tokentail.log.Cursor;
import org.tokentail.log.InvalidInputException;
import org.tokentail.security.BrowserSession;
import org.tokentail.stream.event.Format;
import org.tokentail.stream.event.View;

/** What a client asks for when it opens a stream; filled in by JAX-RS. */
public class StreamRequest {
  private static final String LAST_EVENT_ID = "lastEventId";

  /** A browser's own is about 150 characters; some clients put essays there. */
  private static final int MAX_USER_AGENT = 256;

  @HeaderParam(HttpHeaders.LAST_EVENT_ID_HEADER)
  private String header;

  @QueryParam(LAST_EVENT_ID)
  private String parameter;

  @HeaderParam(HttpHeaders.USER_AGENT)
  private String userAgent;

  @Context private UriInfo uri;
  @Context private SecurityContext security;
  @Context private HttpServletRequest request;
  @Context private Sse sse;

  View view(Format format) {
    return View.parse(uri.getQueryParameters(), format);
  }

  /**
   * The position it has come to. The header is the later one: a browser that reconnects sends it
   * with the URL of its first connection.
   *
   * @throws InvalidInputException when it is none
   */
  Optional<Cursor> lastEventId() {
    return header != null && !header.isEmpty()
        ? cursor("Last-Event-ID", header)
        : cursor(LAST_EVENT_ID, parameter);
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

  /** Null: it was opened with the key. */
  BrowserSession session() {
    return security.getUserPrincipal() instanceof BrowserSession session ? session : null;
  }

  Visitor visitor(Instant now, boolean resumed) {
    String agent =
        userAgent == null || userAgent.length() <= MAX_USER_AGENT
            ? userAgent
            : userAgent.substring(0, MAX_USER_AGENT);
    return new Visitor(UUID.randomUUID().toString(), now, request.getRemoteAddr(), agent, resumed);
  }

  Sse sse() {
    return sse;
  }

  /** Leaves the stream for {@link StreamGate} to start. */
  void handOver(Subscription client) {
    request.setAttribute(StreamGate.OPENED, new StreamGate.Opened(client, sse));
  }
}
