package org.tokentail.web;

import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.annotation.WebFilter;
import jakarta.servlet.http.HttpFilter;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;

/**
 * What a browser may do with our pages: load from this server only, run no inline script, be framed
 * by nobody.
 */
@WebFilter(urlPatterns = "/*", asyncSupported = true)
public class PageHeaders extends HttpFilter {
  private static final long serialVersionUID = 1;

  /** Inline styles: the component library sets its theme with them. */
  private static final String POLICY =
      "default-src 'self'; script-src 'self'; style-src 'self' 'unsafe-inline'; img-src 'self' data:; "
          + "font-src 'self'; connect-src 'self'; object-src 'none'; base-uri 'self'; form-action 'self'; frame-ancestors 'none'";

  @Override
  protected void doFilter(
      HttpServletRequest request, HttpServletResponse response, FilterChain chain)
      throws IOException, ServletException {
    if (request.getServletPath().equals("/gateway")) {
      // Answers of others pass as they are.
      chain.doFilter(request, response);
      return;
    }
    describe(request, response);
    chain.doFilter(request, response);
  }

  /** Sets the headers; once more changes nothing. */
  public static void describe(HttpServletRequest request, HttpServletResponse response) {
    response.setHeader("X-Content-Type-Options", "nosniff");
    if (!request.getServletPath().startsWith("/api")) {
      response.setHeader("Content-Security-Policy", POLICY);
      response.setHeader("Referrer-Policy", "no-referrer");
      // The names of assets carry a digest of their content; everything else must be asked for
      // again.
      boolean asset = request.getServletPath().startsWith("/assets/");
      response.setHeader(
          "Cache-Control", asset ? "public, max-age=31536000, immutable" : "no-cache");
    }
  }
}
