package org.tokentail.web;

import jakarta.ws.rs.ApplicationPath;
import jakarta.ws.rs.core.Application;
import java.util.Map;

/** Everything under {@code /api}; resources and providers are found by their annotations. */
@ApplicationPath("api")
public class Api extends Application {
  /** Below the context root. */
  public static final String PATH = "/api/";

  @Override
  public Map<String, Object> getProperties() {
    return Map.of(
        // docs/PROTOCOL.md is our description, not a generated one.
        "jersey.config.server.wadl.disableWadl", true,
        // The container would put its HTML page in the place of an error without a body.
        "jersey.config.server.response.setStatusOverSendError", true);
  }
}
