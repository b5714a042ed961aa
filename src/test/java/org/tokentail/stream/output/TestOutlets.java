package org.tokentail.stream.output;

import org.tokentail.server.ServerConnection;

/** Outlets to clients of the tests. */
public final class TestOutlets {
  private TestOutlets() {}

  /** The outlet of a servlet's response. */
  public static Outlet to(TestResponse response) {
    ServletOutlet outlet =
        new ServletOutlet(response, null, ServerConnection.unreachable(), () -> {});
    response.setWriteListener(outlet);
    return outlet;
  }
}
