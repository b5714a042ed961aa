package org.tokentail.web;

import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.annotation.WebFilter;
import jakarta.servlet.http.HttpFilter;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import jakarta.ws.rs.core.MediaType;
import java.io.IOException;
import java.nio.charset.StandardCharsets;

/**
 * Refuses a Content-Type that is none: Jersey reads it before any of its filters, and answers with
 * an empty 400.
 */
@WebFilter(urlPatterns = "/api/*", asyncSupported = true)
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
    Problem problem =
        Problem.of(
            415,
            "Unsupported Media Type",
            "The Content-Type cannot be read. Send application/json or application/x-ndjson.");
    response.setStatus(problem.status());
    response.setContentType(Problem.MEDIA_TYPE);
    // As bytes: a writer would add a charset, which problem+json does not have.
    response.getOutputStream().write(problem.json().getBytes(StandardCharsets.UTF_8));
  }

  private static boolean isReadable(String type) {
    try {
      return type == null || MediaType.valueOf(type) != null;
    } catch (IllegalArgumentException e) {
      return false;
    }
  }
}
