package org.tokentail.security;

import jakarta.annotation.Priority;
import jakarta.inject.Inject;
import jakarta.ws.rs.NotAuthorizedException;
import jakarta.ws.rs.Priorities;
import jakarta.ws.rs.container.ContainerRequestContext;
import jakarta.ws.rs.container.ContainerRequestFilter;
import jakarta.ws.rs.container.PreMatching;
import jakarta.ws.rs.core.Cookie;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.SecurityContext;
import jakarta.ws.rs.ext.Provider;
import java.security.Principal;
import java.util.Locale;
import java.util.Optional;

/**
 * Lets a request pass that shows the access key or belongs to a browser session (docs/PROTOCOL.md,
 * "Access").
 */
@Provider
@PreMatching
@Priority(Priorities.AUTHENTICATION)
public class AccessFilter implements ContainerRequestFilter {
  static final String COOKIE = "tokentail_session";
  private static final String BEARER = "bearer ";
  private static final Principal KEY_HOLDER = () -> "admin";

  @Inject private AccessKey key;
  @Inject private LoginSessions sessions;

  @Override
  public void filter(ContainerRequestContext request) {
    Optional<Principal> caller = isOpen(request) ? Optional.of(KEY_HOLDER) : caller(request);
    if (caller.isEmpty()) {
      throw new NotAuthorizedException(
          showsSomething(request)
              ? "This is not the access key of this server. It is the one in TOKENTAIL_KEY, or in the file access-key of the data directory."
              : "Send the access key as the header x-api-key, or as Authorization: Bearer, or log in with POST api/session.",
          "Bearer realm=\"tokentail\"");
    }
    request.setSecurityContext(new Admin(caller.get(), request.getSecurityContext().isSecure()));
  }

  private static boolean isOpen(ContainerRequestContext request) {
    String path = request.getUriInfo().getPath();
    return path.equals("health")
        || path.startsWith("health/")
        || (path.equals("session") && request.getMethod().equals("POST"));
  }

  private static boolean showsSomething(ContainerRequestContext request) {
    return request.getHeaderString("x-api-key") != null
        || request.getHeaderString(HttpHeaders.AUTHORIZATION) != null;
  }

  /** The first credential that is there decides. */
  private Optional<Principal> caller(ContainerRequestContext request) {
    String header = request.getHeaderString("x-api-key");
    if (header != null) {
      return keyHolder(header);
    }
    String authorization = request.getHeaderString(HttpHeaders.AUTHORIZATION);
    if (authorization != null) {
      return authorization.toLowerCase(Locale.ROOT).startsWith(BEARER)
          ? keyHolder(authorization.substring(BEARER.length()).strip())
          : Optional.empty();
    }
    Cookie cookie = request.getCookies().get(COOKIE);
    if (cookie != null) {
      return sessions.find(cookie.getValue()).map(session -> session);
    }
    String parameter = request.getUriInfo().getQueryParameters().getFirst("key");
    return parameter != null && isStream(request) ? keyHolder(parameter) : Optional.empty();
  }

  private Optional<Principal> keyHolder(String candidate) {
    return key.matches(candidate) ? Optional.of(KEY_HOLDER) : Optional.empty();
  }

  private static boolean isStream(ContainerRequestContext request) {
    String path = request.getUriInfo().getPath();
    return path.equals("logs/stream") || path.equals("logs/stream/");
  }

  /** Whoever has the key may do everything. */
  private record Admin(Principal caller, boolean isSecure) implements SecurityContext {
    @Override
    public Principal getUserPrincipal() {
      return caller;
    }

    @Override
    public boolean isUserInRole(String role) {
      return role.equals("admin");
    }

    @Override
    public String getAuthenticationScheme() {
      return "KEY";
    }
  }
}
