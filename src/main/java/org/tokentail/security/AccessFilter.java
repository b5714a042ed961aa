package org.tokentail.security;

import jakarta.annotation.Priority;
import jakarta.inject.Inject;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.ws.rs.Priorities;
import jakarta.ws.rs.container.ContainerRequestContext;
import jakarta.ws.rs.container.ContainerRequestFilter;
import jakarta.ws.rs.container.PreMatching;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.Cookie;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.SecurityContext;
import jakarta.ws.rs.ext.Provider;
import java.security.Principal;

/**
 * Lets a request pass that shows the access key or belongs to a browser session (docs/PROTOCOL.md,
 * "Access").
 */
@Provider
@PreMatching
@Priority(Priorities.AUTHENTICATION)
public class AccessFilter implements ContainerRequestFilter {
  @Inject private Access access;
  @Context private HttpServletRequest servletRequest;

  @Override
  public void filter(ContainerRequestContext request) {
    Principal caller =
        isOpen(request) ? Access.KEY_HOLDER : access.admit(credentials(request), servletRequest);
    request.setSecurityContext(new Admin(caller, request.getSecurityContext().isSecure()));
  }

  private static boolean isOpen(ContainerRequestContext request) {
    return Access.isOpen(request.getMethod(), request.getUriInfo().getPath());
  }

  private static Credentials credentials(ContainerRequestContext request) {
    Cookie cookie = request.getCookies().get(Access.COOKIE);
    return Credentials.of(
        request.getHeaderString("x-api-key"),
        request.getHeaderString(HttpHeaders.AUTHORIZATION),
        cookie == null ? null : cookie.getValue(),
        isStream(request) ? request.getUriInfo().getQueryParameters().getFirst("key") : null);
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
