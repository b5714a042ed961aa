package org.tokentail.retention;

import jakarta.inject.Inject;
import jakarta.ws.rs.ForbiddenException;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.SecurityContext;
import org.tokentail.config.Settings;
import org.tokentail.journal.Upkeep;

/** How long records are kept (docs/PROTOCOL.md, "Deleting"). For admins. */
@Path("retention")
@Produces(MediaType.APPLICATION_JSON)
public class RetentionResource {
  @Inject private Retention retention;
  @Inject private RunTable runs;
  @Inject private Upkeep upkeep;
  @Inject private Settings settings;

  /**
   * The answer of {@link #state}.
   *
   * @param rows null: any number
   * @param records how many there are
   * @param running the run under way; null: none
   * @param lastRun of what runs by itself; null: none yet
   * @param lastDelete of what an admin asked for; null: none yet
   */
  public record State(
      long days,
      Long rows,
      long statsDays,
      long records,
      Run running,
      Run lastRun,
      Run lastDelete) {}

  @GET
  public State state(@Context SecurityContext security) {
    onlyAdmins(security);
    Settings.Retention kept = settings.retention();
    return new State(
        kept.age().toDays(),
        kept.rows().isPresent() ? kept.rows().getAsLong() : null,
        kept.statistics().toDays(),
        upkeep.records(),
        retention.running().orElse(null),
        runs.last(Retention.SCHEDULED).orElse(null),
        runs.last(Retention.ON_DEMAND).orElse(null));
  }

  static void onlyAdmins(SecurityContext security) {
    if (!security.isUserInRole("admin")) {
      throw new ForbiddenException("Only an admin may see and change how long records are kept.");
    }
  }
}
