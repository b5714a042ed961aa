package org.tokentail.bench.baseline;

import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;

@Path("health")
public class BaselineHealth {
  @GET
  public String health() {
    return "up";
  }
}
