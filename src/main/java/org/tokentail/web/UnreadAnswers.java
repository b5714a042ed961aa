package org.tokentail.web;

import jakarta.inject.Inject;
import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.annotation.WebFilter;
import jakarta.servlet.http.HttpFilter;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import org.tokentail.security.Refusals;
import org.tokentail.security.Refusals.Reason;
import org.tokentail.server.ServerConnection;

/**
 * Closes a connection that asks for more and has not taken what it asked for before. The server
 * would queue 10 MB for each such connection, which fills the heap, and then wait with a thread.
 * Nobody is hurt: who reads its answers has taken the last one when it asks again.
 *
 * <p>Also quiet about those who leave before their answer.
 */
@WebFilter(urlPatterns = "/*", asyncSupported = true)
public class UnreadAnswers extends HttpFilter {
  private static final System.Logger LOG = System.getLogger(UnreadAnswers.class.getName());
  private static final int MOST_BYTES = 64 * 1024;
  private static final long serialVersionUID = 1;

  @Inject private transient Refusals refusals;

  @Override
  protected void doFilter(
      HttpServletRequest request, HttpServletResponse response, FilterChain chain)
      throws IOException, ServletException {
    // The answers to other methods are small; and writing calls are many.
    if (request.getMethod().equals("GET") && !isOpen(request, response)) {
      // What had been sent together with the last request: nobody waits for the answer.
      return;
    }
    try {
      chain.doFilter(request, response);
    } catch (IOException e) {
      if (ServerConnection.below(request, response).isOpen()) {
        throw e;
      }
      // The container would write its stack trace into the log.
      LOG.log(System.Logger.Level.DEBUG, "A client has left before its answer", e);
    }
  }

  private boolean isOpen(HttpServletRequest request, HttpServletResponse response) {
    ServerConnection connection = ServerConnection.below(request, response);
    if (!connection.isOpen()) {
      // Also what had been sent together with the request at which it was closed.
      return false;
    }
    if (connection.queued() > MOST_BYTES) {
      refusals.count(Reason.UNREAD_ANSWERS);
      connection.abort();
      return false;
    }
    return true;
  }
}
