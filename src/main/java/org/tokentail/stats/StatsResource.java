package org.tokentail.stats;

import jakarta.inject.Inject;
import jakarta.ws.rs.DefaultValue;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.UriInfo;
import java.time.Clock;
import java.util.List;
import org.tokentail.journal.LogFilter;
import org.tokentail.journal.Parameters;

/** Statistics and active sessions (docs/PROTOCOL.md, "Reading"). */
@Path("logs")
@Produces(MediaType.APPLICATION_JSON)
public class StatsResource {
  @Inject private StatsQuery stats;
  @Inject private ActiveSessions sessions;
  @Inject private Clock clock;

  /** The answer of {@link #active}. */
  public record Active(String threshold, List<ActiveSession> sessions) {}

  @GET
  @Path("stats")
  public Stats stats(
      @QueryParam("from") String from, @QueryParam("to") String to, @Context UriInfo uri) {
    return stats.of(
        LogFilter.parse(uri.getQueryParameters()),
        Parameters.time("from", from),
        Parameters.time("to", to),
        clock.instant());
  }

  @GET
  @Path("sessions/active")
  public Active active(@QueryParam("threshold") @DefaultValue("30m") String threshold) {
    return new Active(
        threshold,
        sessions.within(
            LogFilter.ALL, Parameters.duration("threshold", threshold), clock.instant()));
  }
}
