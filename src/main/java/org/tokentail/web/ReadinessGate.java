package org.tokentail.web;

import jakarta.annotation.Priority;
import jakarta.inject.Inject;
import jakarta.ws.rs.Priorities;
import jakarta.ws.rs.container.ContainerRequestContext;
import jakarta.ws.rs.container.ContainerRequestFilter;
import jakarta.ws.rs.container.PreMatching;
import jakarta.ws.rs.ext.Provider;
import org.tokentail.config.Readiness;
import org.tokentail.log.UnavailableException;

/** Until the application is up, nobody passes but those who ask for its health. */
@Provider
@PreMatching
// Ahead of access: sessions are in the database.
@Priority(Priorities.AUTHENTICATION - 100)
public class ReadinessGate implements ContainerRequestFilter {
  private static final int RETRY_SECONDS = 5;

  @Inject private Readiness readiness;

  @Override
  public void filter(ContainerRequestContext request) {
    String path = request.getUriInfo().getPath();
    if (readiness.isReady() || path.equals("health") || path.startsWith("health/")) {
      return;
    }
    throw notYet();
  }

  /** How a call is refused until then. */
  public static UnavailableException notYet() {
    return new UnavailableException(
        "Not started yet",
        "Tokentail waits for its database; GET api/health says why. Nothing of this call was kept; retry it.",
        RETRY_SECONDS,
        null);
  }
}
