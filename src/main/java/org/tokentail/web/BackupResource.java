package org.tokentail.web;

import jakarta.inject.Inject;
import jakarta.ws.rs.ClientErrorException;
import jakarta.ws.rs.ForbiddenException;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import jakarta.ws.rs.core.SecurityContext;
import org.tokentail.journal.Backup;
import org.tokentail.log.Cursor;

/** Copies the embedded database (docs/PROTOCOL.md, "Backup"). For admins. */
@Path("admin/backup")
@Produces(MediaType.APPLICATION_JSON)
public class BackupResource {
  @Inject private Backup backup;

  /** The answer of {@link #write}; see {@link Backup.Written}. */
  public record Written(String file, long bytes, Cursor cursor) {}

  @POST
  public Response write(@Context SecurityContext security) {
    if (!security.isUserInRole("admin")) {
      throw new ForbiddenException("Only an admin may make a backup.");
    }
    if (!backup.isPossible()) {
      throw new ClientErrorException(
          "This database is not Tokentail's own. Back it up with its own tools, like pg_dump.",
          Response.Status.CONFLICT);
    }
    Backup.Written written = backup.write();
    return Response.status(Response.Status.CREATED)
        .entity(new Written(written.file().toString(), written.bytes(), written.cursor()))
        .build();
  }
}
