package org.tokentail.web;

import jakarta.servlet.http.HttpServletResponse;
import jakarta.ws.rs.NotAcceptableException;
import jakarta.ws.rs.NotAllowedException;
import jakarta.ws.rs.NotAuthorizedException;
import jakarta.ws.rs.NotFoundException;
import jakarta.ws.rs.NotSupportedException;
import jakarta.ws.rs.WebApplicationException;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.Response;
import jakarta.ws.rs.ext.ExceptionMapper;
import jakarta.ws.rs.ext.Provider;
import java.io.IOException;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.CompletionException;
import org.tokentail.log.InvalidInputException;
import org.tokentail.log.UnavailableException;

/** Every failure as a problem that says what to do (docs/PROTOCOL.md, "Errors"). */
@Provider
public class ProblemMapper implements ExceptionMapper<Throwable> {
  private static final System.Logger LOG = System.getLogger(ProblemMapper.class.getName());
  private static final List<String> KEPT_HEADERS =
      List.of(HttpHeaders.WWW_AUTHENTICATE, HttpHeaders.ALLOW, HttpHeaders.RETRY_AFTER);

  /**
   * Answers with the same ahead of JAX-RS.
   *
   * @throws IOException when nobody takes it
   */
  public static void send(Throwable failure, HttpServletResponse response) throws IOException {
    Response problem = new ProblemMapper().toResponse(failure);
    KEPT_HEADERS.stream()
        .filter(header -> problem.getHeaderString(header) != null)
        .forEach(header -> response.setHeader(header, problem.getHeaderString(header)));
    Problem.send(problem.getStatus(), (String) problem.getEntity(), response);
  }

  @Override
  public Response toResponse(Throwable failure) {
    if (failure instanceof CompletionException && failure.getCause() != null) {
      return toResponse(failure.getCause());
    }
    if (failure instanceof InvalidInputException invalid) {
      return Problem.of(400, invalid.title(), invalid.getMessage())
          .at(invalid.field(), invalid.index())
          .response()
          .build();
    }
    if (failure instanceof UnavailableException unavailable) {
      return Problem.of(503, unavailable.title(), unavailable.getMessage())
          .response()
          .header(HttpHeaders.RETRY_AFTER, unavailable.retryAfterSeconds())
          .build();
    }
    if (failure instanceof WebApplicationException web && web.getResponse().getStatus() < 500) {
      return ofWeb(web);
    }
    return unexpected(failure);
  }

  private static Response ofWeb(WebApplicationException failure) {
    Response original = failure.getResponse();
    int status = original.getStatus();
    Response.ResponseBuilder response =
        Problem.of(status, title(failure), detail(failure)).response();
    for (String header : KEPT_HEADERS) {
      if (original.getHeaderString(header) != null) {
        response.header(header, original.getHeaderString(header));
      }
    }
    return response.build();
  }

  private static String title(WebApplicationException failure) {
    if (failure instanceof NotAuthorizedException) {
      return "Access key needed";
    }
    Response.StatusType status = failure.getResponse().getStatusInfo();
    return status.getReasonPhrase();
  }

  private static String detail(WebApplicationException failure) {
    // Jersey's own messages only repeat the status ("HTTP 404 Not Found").
    boolean own = failure.getMessage() != null && !failure.getMessage().startsWith("HTTP ");
    if (own) {
      return failure.getMessage();
    }
    if (failure instanceof NotFoundException) {
      return "There is nothing at this path. docs/PROTOCOL.md lists the paths.";
    }
    if (failure instanceof NotAllowedException) {
      return "This path does not take this method; the header Allow lists those it takes.";
    }
    if (failure instanceof NotSupportedException) {
      return "Send Content-Type: application/json, or application/x-ndjson for a record a line.";
    }
    if (failure instanceof NotAcceptableException) {
      return "This path does not answer in a type that the Accept header allows. Leave the header out.";
    }
    return "The request cannot be served as it is.";
  }

  private static Response unexpected(Throwable failure) {
    String reference = UUID.randomUUID().toString();
    LOG.log(System.Logger.Level.ERROR, "Unexpected failure " + reference, failure);
    return Problem.of(
            500,
            "Internal error",
            "This should not have happened. The server's log says more under " + reference + ".")
        .response()
        .build();
  }
}
