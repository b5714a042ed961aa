package org.tokentail.gateway.bodies;

import jakarta.inject.Inject;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.NotFoundException;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import java.util.concurrent.CompletionStage;
import org.tokentail.admission.Priority;
import org.tokentail.admission.ReaderPool;

/** The texts of a call (docs/PROTOCOL.md, "Gateway"). Every caller of the API is an admin. */
@Path("logs/{id}/bodies")
@Produces(MediaType.APPLICATION_JSON)
public class BodiesResource {
  @Inject private BodyStore bodies;
  @Inject private ReaderPool readers;

  @GET
  public CompletionStage<Bodies> one(@PathParam("id") String id) {
    if (id.indexOf('\0') >= 0) {
      throw none();
    }
    return readers.ask(Priority.PAGE, () -> bodies.find(id).orElseThrow(BodiesResource::none));
  }

  private static NotFoundException none() {
    return new NotFoundException(
        "No bodies are kept of this request. TOKENTAIL_BODIES says which are, and TOKENTAIL_BODIES_HOURS how long.");
  }
}
