package org.tokentail.query;

import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.annotation.WebFilter;
import jakarta.servlet.http.HttpFilter;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;

/** JAX-RS itself can end a response, but not break it off: exports get one that can be. */
@WebFilter(urlPatterns = "/api/logs/export", asyncSupported = true)
public class ExportGate extends HttpFilter {
  private static final String RESPONSE = ExportGate.class.getName() + ".response";
  private static final long serialVersionUID = 1;

  @Override
  protected void doFilter(
      HttpServletRequest request, HttpServletResponse response, FilterChain chain)
      throws IOException, ServletException {
    BreakableResponse breakable = new BreakableResponse(request, response);
    request.setAttribute(RESPONSE, breakable);
    chain.doFilter(request, breakable);
  }

  static BreakableResponse response(HttpServletRequest request) {
    return (BreakableResponse) request.getAttribute(RESPONSE);
  }
}
