package org.tokentail.retention;

import jakarta.inject.Inject;
import jakarta.ws.rs.DELETE;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.container.AsyncResponse;
import jakarta.ws.rs.container.Suspended;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import jakarta.ws.rs.core.SecurityContext;
import java.time.Instant;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.TimeUnit;
import org.tokentail.admission.Priority;
import org.tokentail.admission.ReaderPool;
import org.tokentail.journal.Parameters;
import org.tokentail.journal.Upkeep;
import org.tokentail.log.InvalidInputException;
import org.tokentail.log.UnavailableException;

/** Deletes records for an admin (docs/PROTOCOL.md, "Deleting"). */
@Path("logs")
@Produces(MediaType.APPLICATION_JSON)
public class DeletionResource {
  /** A deletion that takes longer is answered before its end. */
  private static final long WAIT_SECONDS = 10;

  @Inject private Retention retention;
  @Inject private Upkeep upkeep;
  @Inject private ReaderPool readers;

  /**
   * The answer of {@link #delete}.
   *
   * @param matching records that began before the time, when they were counted; null when they are
   *     deleted
   * @param run null for a dry run
   */
  public record Deleted(Instant before, boolean dryRun, Long matching, Run run) {}

  /** Deletes the records that began before a time; a dry run counts them. */
  @DELETE
  public void delete(
      @QueryParam("before") String before,
      @QueryParam("dryRun") String dryRun,
      @Context SecurityContext security,
      @Suspended AsyncResponse answer) {
    RetentionResource.onlyAdmins(security);
    Instant time = Parameters.time("before", before);
    if (time == null) {
      throw InvalidInputException.parameter(
          "before",
          "before must say up to which time records are deleted: ?before=2026-01-11T15:00:00Z.");
    }
    if (Parameters.flag("dryRun", dryRun)) {
      readers
          .ask(Priority.ANALYSIS, () -> new Deleted(time, true, upkeep.countBefore(time), null))
          .whenComplete((counted, failure) -> answer.resume(failure == null ? counted : failure));
      return;
    }
    CompletionStage<Run> run = retention.delete(time).orElseThrow(DeletionResource::busy);
    answer.setTimeoutHandler(late -> late.resume(answer(time, null)));
    answer.setTimeout(WAIT_SECONDS, TimeUnit.SECONDS);
    run.whenComplete((done, failure) -> answer.resume(answer(time, done)));
  }

  private Response answer(Instant time, Run done) {
    boolean under = done == null;
    Run run = under ? retention.running().orElse(null) : done;
    return Response.status(under ? Response.Status.ACCEPTED : Response.Status.OK)
        .entity(new Deleted(time, false, null, run))
        .build();
  }

  private static UnavailableException busy() {
    return new UnavailableException(
        "Deletion under way",
        "Records are being deleted already. GET api/retention says how far it is; retry when it is done.",
        10,
        null);
  }
}
