package org.tokentail.security;

import com.fasterxml.jackson.databind.JsonNode;
import jakarta.inject.Inject;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.CookieParam;
import jakarta.ws.rs.DELETE;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.NewCookie;
import jakarta.ws.rs.core.Response;
import java.io.IOException;
import java.io.InputStream;
import org.tokentail.config.Settings;
import org.tokentail.config.Version;
import org.tokentail.log.InvalidInputException;
import org.tokentail.log.Json;

/**
 * Exchanges the key for a cookie, so that no key stands in the page's URLs (docs/PROTOCOL.md,
 * "Access").
 */
@Path("session")
@Produces(MediaType.APPLICATION_JSON)
public class SessionResource {
  private static final int MAX_BODY = 4_096;

  @Inject private Access access;
  @Inject private Logins logins;
  @Inject private LoginSessions sessions;
  @Inject private Settings settings;
  @Context private HttpServletRequest request;

  /** Who is logged in, and what the page must know of this server. */
  public record Session(
      String user, boolean admin, boolean demo, String version, long pendingTimeoutSeconds) {}

  @GET
  public Session current() {
    return new Session(
        "admin",
        true,
        settings.demo(),
        Version.CURRENT,
        settings.writing().pendingTimeout().toSeconds());
  }

  @POST
  @Consumes(MediaType.APPLICATION_JSON)
  public Response open(InputStream body) throws IOException {
    // Before its turn: who sends slowly takes nobody's place.
    byte[] bytes = body.readNBytes(MAX_BODY);
    return logins.one(() -> open(bytes));
  }

  private Response open(byte[] body) {
    access.requireKey(candidate(body), request, "This is not the access key of this server.");
    int lifetime = Math.toIntExact(LoginSessions.LIFETIME.toSeconds());
    return Response.noContent().cookie(cookie(sessions.open(), lifetime)).build();
  }

  @DELETE
  public Response end(@CookieParam(Access.COOKIE) String token) {
    if (token != null) {
      sessions.end(token);
    }
    return Response.noContent().cookie(cookie("", 0)).build();
  }

  private static String candidate(byte[] body) {
    JsonNode key = Json.read(Json.utf8(body), "The body").path("key");
    if (!key.isTextual()) {
      throw InvalidInputException.record("key", "key must be the access key, as text.");
    }
    return key.textValue();
  }

  private NewCookie cookie(String value, int maxAge) {
    return new NewCookie.Builder(Access.COOKIE)
        .value(value)
        // Another application on this host gets no cookie of ours.
        .path(request.getContextPath().isEmpty() ? "/" : request.getContextPath())
        .maxAge(maxAge)
        .httpOnly(true)
        .secure(request.isSecure())
        .sameSite(NewCookie.SameSite.STRICT)
        .build();
  }
}
