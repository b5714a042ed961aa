package org.tokentail.query;

import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.annotation.WebFilter;
import jakarta.servlet.http.HttpFilter;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import org.tokentail.server.ServerConnection;

/**
 * Leaves the connection of an export in its request: JAX-RS itself can end an answer, but not break
 * it off.
 */
@WebFilter(urlPatterns = "/api/logs/export", asyncSupported = true)
public class ExportGate extends HttpFilter {
  private static final String CONNECTION = ExportGate.class.getName() + ".connection";
  private static final long serialVersionUID = 1;

  @Override
  protected void doFilter(
      HttpServletRequest request, HttpServletResponse response, FilterChain chain)
      throws IOException, ServletException {
    // Bounded too: what waits in memory for a slow client is then little.
    request.setAttribute(CONNECTION, ServerConnection.bounded(request, response));
    chain.doFilter(request, response);
  }

  static ServerConnection connection(HttpServletRequest request) {
    return request.getAttribute(CONNECTION) instanceof ServerConnection connection
        ? connection
        : ServerConnection.unreachable();
  }
}
