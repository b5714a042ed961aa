package org.tokentail.ingest;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.PATCH;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import java.io.IOException;
import java.io.InputStream;
import java.time.Clock;
import java.util.List;
import java.util.concurrent.CompletionStage;
import org.tokentail.log.Cursor;
import org.tokentail.log.LogUpdate;
import org.tokentail.log.RequestLog;
import org.tokentail.write.Recorded;
import org.tokentail.write.RequestLogManager;

/** Writing records (docs/PROTOCOL.md, "Writing"). */
// One for all calls: to make one for each was a tenth of the work of the container's threads.
@ApplicationScoped
@Path("logs")
@Produces(MediaType.APPLICATION_JSON)
public class IngestResource {
  @Inject private RequestLogManager logs;
  @Inject private Clock clock;
  @Inject private BodyBudget budget;

  /** The answer after the commit. */
  public record Accepted(int accepted, Cursor cursor, List<String> ids) {
    static Accepted of(Recorded recorded) {
      List<String> ids = recorded.records().stream().map(RequestLog::id).toList();
      return new Accepted(ids.size(), recorded.cursor(), ids);
    }
  }

  @POST
  @Consumes(MediaType.APPLICATION_JSON)
  public CompletionStage<Response> json(@Context HttpServletRequest request, InputStream body)
      throws IOException {
    return add(budget.within(request, () -> RecordsReader.json(body, clock.instant())));
  }

  @POST
  @Consumes("application/x-ndjson")
  public CompletionStage<Response> lines(@Context HttpServletRequest request, InputStream body)
      throws IOException {
    return add(budget.within(request, () -> RecordsReader.lines(body, clock.instant())));
  }

  @PATCH
  @Path("{id}")
  @Consumes(MediaType.APPLICATION_JSON)
  public CompletionStage<RequestLog> change(
      @Context HttpServletRequest request, @PathParam("id") String id, InputStream body)
      throws IOException {
    return logs.update(budget.within(request, () -> RecordsReader.one(body, id, clock.instant())));
  }

  private CompletionStage<Response> add(List<LogUpdate> updates) {
    return logs.add(updates)
        .thenApply(
            recorded ->
                Response.status(Response.Status.CREATED).entity(Accepted.of(recorded)).build());
  }
}
