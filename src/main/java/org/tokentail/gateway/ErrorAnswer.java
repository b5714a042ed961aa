package org.tokentail.gateway;

import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import org.tokentail.gateway.caller.CallerResponse;
import org.tokentail.gateway.channel.Provider;

/** Errors of ours in the form of the provider, so that its clients understand them. */
final class ErrorAnswer {
  private ErrorAnswer() {}

  /** Ends an answer with an error: as one where it has not begun, otherwise by breaking it off. */
  static void send(CallerResponse response, Provider provider, int status, String message) {
    byte[] body = provider.error(status, message);
    response.fail(head -> head(head, status, body.length), body);
  }

  /** The same on the request's own thread, where the body of the request was not read. */
  static void send(HttpServletResponse response, Provider provider, int status, String message)
      throws IOException {
    byte[] body = provider.error(status, message);
    head(response, status, body.length);
    response.getOutputStream().write(body);
  }

  private static void head(HttpServletResponse response, int status, int length) {
    response.setStatus(status);
    response.setContentType("application/json");
    response.setContentLength(length);
  }
}
