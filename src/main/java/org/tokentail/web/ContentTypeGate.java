package org.tokentail.web;

import jakarta.servlet.DispatcherType;
import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.annotation.WebFilter;
import jakarta.servlet.http.HttpFilter;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import jakarta.ws.rs.core.MediaType;
import java.io.IOException;

/**
 * Refuses a Content-Type that is none: Jersey reads it before any of its filters, and answers with
 * an empty 400.
 */
@WebFilter(
    urlPatterns = "/api/*",
    asyncSupported = true,
    // A body that came late reaches JAX-RS by a dispatch.
    dispatcherTypes = {DispatcherType.REQUEST, DispatcherType.ASYNC})
public class ContentTypeGate extends HttpFilter {
  private static final long serialVersionUID = 1;

  @Override
  protected void doFilter(
      HttpServletRequest request, HttpServletResponse response, FilterChain chain)
      throws IOException, ServletException {
    if (isReadable(request.getContentType())) {
      chain.doFilter(request, response);
      return;
    }
    Problem.of(
            415,
            "Unsupported Media Type",
            "The Content-Type cannot be read. Send application/json or application/x-ndjson.")
        .send(response);
  }

  private static boolean isReadable(String type) {
    try {
      return type == null || MediaType.valueOf(type) != null;
    } catch (IllegalArgumentException e) {
      return false;
    }
  }
}
