package org.tokentail.security;

import jakarta.inject.Inject;
import jakarta.ws.rs.ForbiddenException;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.SecurityContext;
import java.util.Map;

/** Who was refused, and why (docs/PROTOCOL.md, "Who was refused"). For admins. */
@Path("access")
@Produces(MediaType.APPLICATION_JSON)
public class AccessResource {
  @Inject private Refusals refusals;

  /**
   * Counts since the start.
   *
   * @param refused by reason
   */
  public record View(Map<String, Long> refused) {}

  @GET
  public View view(@Context SecurityContext security) {
    if (!security.isUserInRole("admin")) {
      throw new ForbiddenException("Only an admin may see who was refused.");
    }
    return new View(refusals.view());
  }
}
