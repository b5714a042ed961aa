package org.tokentail.web;

import jakarta.inject.Inject;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import java.util.Map;
import org.tokentail.config.Version;
import org.tokentail.journal.Database;

/** Whether this instance lives and can serve; without a key, for load balancers. */
@Path("health")
@Produces(MediaType.APPLICATION_JSON)
public class HealthResource {
  @Inject private Database database;

  /** The state of this instance. */
  public record Health(boolean live, boolean ready, Map<String, String> checks, String version) {}

  @GET
  public Response health() {
    boolean up = database.answers();
    Health health = new Health(true, up, Map.of("database", up ? "up" : "down"), Version.CURRENT);
    return Response.status(up ? 200 : 503).entity(health).build();
  }

  @GET
  @Path("ready")
  public Response ready() {
    return health();
  }

  @GET
  @Path("live")
  public Map<String, Boolean> live() {
    return Map.of("live", true);
  }
}
