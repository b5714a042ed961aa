package org.tokentail.web;

import com.fasterxml.jackson.jakarta.rs.json.JacksonJsonProvider;
import jakarta.annotation.Priority;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.ext.Provider;
import org.tokentail.log.Json;

/**
 * Jackson instead of the container's JSON-B. It must be found as a class: an instance loses to
 * JSON-B on some servers.
 */
@Provider
@Priority(1)
@Consumes({"application/json", "*/*"})
@Produces({"application/json", "*/*"})
public class JsonProvider extends JacksonJsonProvider {
  public JsonProvider() {
    super(Json.MAPPER);
  }
}
