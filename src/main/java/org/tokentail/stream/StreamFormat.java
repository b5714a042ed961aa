package org.tokentail.stream;

import jakarta.annotation.Priority;
import jakarta.ws.rs.Priorities;
import jakarta.ws.rs.container.ContainerRequestContext;
import jakarta.ws.rs.container.ContainerRequestFilter;
import jakarta.ws.rs.container.PreMatching;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.ext.Provider;
import org.tokentail.log.InvalidInputException;
import org.tokentail.stream.output.NdjsonWriter;

/** {@code ?format=} instead of an Accept header, for those who cannot or would not send one. */
@Provider
@PreMatching
@Priority(Priorities.HEADER_DECORATOR)
public class StreamFormat implements ContainerRequestFilter {
  @Override
  public void filter(ContainerRequestContext request) {
    String format = request.getUriInfo().getQueryParameters().getFirst("format");
    if (format == null
        || format.isEmpty()
        || !request.getUriInfo().getPath().startsWith("logs/stream")) {
      return;
    }
    request.getHeaders().putSingle(HttpHeaders.ACCEPT, mediaType(format));
  }

  private static String mediaType(String format) {
    return switch (format) {
      case "sse" -> MediaType.SERVER_SENT_EVENTS;
      case "ndjson" -> NdjsonWriter.MEDIA_TYPE;
      default -> throw InvalidInputException.parameter("format", "format must be sse or ndjson.");
    };
  }
}
