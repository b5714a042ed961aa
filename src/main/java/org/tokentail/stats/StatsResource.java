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
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.util.List;
import java.util.concurrent.CompletionStage;
import org.tokentail.admission.Priority;
import org.tokentail.admission.ReaderPool;
import org.tokentail.journal.LogFilter;
import org.tokentail.journal.Parameters;
import org.tokentail.log.InvalidInputException;

/** Statistics and active sessions (docs/PROTOCOL.md, "Reading"). */
@Path("logs")
@Produces(MediaType.APPLICATION_JSON)
public class StatsResource {
  private static final Duration LONGEST = Duration.ofDays(730);

  @Inject private StatsQuery stats;
  @Inject private HistoryQuery history;
  @Inject private ActiveSessions sessions;
  @Inject private ReaderPool readers;
  @Inject private Clock clock;

  /** The answer of {@link #active}. */
  public record Active(String threshold, List<ActiveSession> sessions) {}

  @GET
  @Path("stats")
  public CompletionStage<Summary> stats(
      @QueryParam("from") String from, @QueryParam("to") String to, @Context UriInfo uri) {
    LogFilter filter = LogFilter.parse(uri.getQueryParameters());
    Instant first = Parameters.time("from", from);
    Instant last = Parameters.time("to", to);
    return readers.ask(Priority.PAGE, () -> stats.of(filter, first, last, clock.instant()));
  }

  /** How the figures went: over the last duration, or from one time to another. */
  @GET
  @Path("stats/history")
  public CompletionStage<History> history(
      @QueryParam("duration") @DefaultValue("24h") String duration,
      @QueryParam("from") String from,
      @QueryParam("to") String to,
      @QueryParam("zone") String zone,
      @QueryParam("by") String by,
      @Context UriInfo uri) {
    Instant end = Parameters.time("to", to);
    Instant last = end == null ? clock.instant() : end;
    Instant first = Parameters.time("from", from);
    Instant begin =
        first == null ? last.minus(Parameters.span("duration", duration)) : between(first, last);
    LogFilter filter = LogFilter.parse(uri.getQueryParameters());
    ZoneId hours = Parameters.zone("zone", zone);
    Dimension groups = Dimension.parse(by);
    return readers.ask(
        Priority.ANALYSIS, () -> history.of(filter, begin, last, hours, groups, clock.instant()));
  }

  private static Instant between(Instant from, Instant to) {
    if (!from.isBefore(to) || Duration.between(from, to).compareTo(LONGEST) > 0) {
      throw InvalidInputException.parameter(
          "from", "from must lie before to (or now), by 730 days at most.");
    }
    return from;
  }

  @GET
  @Path("sessions/active")
  public CompletionStage<Active> active(
      @QueryParam("threshold") @DefaultValue("30m") String threshold) {
    Duration recent = Parameters.duration("threshold", threshold);
    return readers.ask(
        Priority.PAGE,
        () -> new Active(threshold, sessions.within(LogFilter.ALL, recent, clock.instant())));
  }
}
