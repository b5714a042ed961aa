package org.tokentail.web;

import jakarta.inject.Inject;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import java.util.LinkedHashMap;
import java.util.Map;
import org.tokentail.config.Readiness;
import org.tokentail.config.Version;
import org.tokentail.stream.LogBroadcaster;
import org.tokentail.write.RequestLogManager;

/** Whether this instance lives and can serve; without a key, for load balancers. */
@Path("health")
@Produces(MediaType.APPLICATION_JSON)
public class HealthResource {
  @Inject private Readiness readiness;
  @Inject private DatabaseCheck database;
  @Inject private RequestLogManager logs;
  @Inject private LogBroadcaster broadcaster;

  /**
   * The state of this instance.
   *
   * @param reason what it is waiting for; null when it is ready, or when a check says it all
   */
  public record Health(
      boolean live, boolean ready, Map<String, String> checks, String reason, String version) {}

  @GET
  public Response health() {
    Map<String, String> checks = new LinkedHashMap<>();
    // Before the start is over there is no writer and no stream, and asking would make them.
    boolean started = readiness.isReady();
    boolean answers = started && database.answers();
    boolean writes = started && logs.isAlive();
    String trouble = writes ? logs.trouble().orElse(null) : null;
    checks.put("database", upOrDown(answers));
    checks.put("writer", trouble == null ? upOrDown(writes) : "stalled");
    checks.put("stream", upOrDown(started && broadcaster.isAlive()));
    boolean ready = checks.values().stream().allMatch("up"::equals);
    String reason =
        readiness.obstacle().orElse(answers ? trouble : "The database does not answer.");
    Health health = new Health(true, ready, checks, reason, Version.CURRENT);
    return Response.status(ready ? 200 : 503).entity(health).build();
  }

  private static String upOrDown(boolean up) {
    return up ? "up" : "down";
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
