package org.tokentail.web;

import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.annotation.WebFilter;
import jakarta.servlet.http.HttpFilter;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.io.InputStream;
import java.net.URL;
import java.net.URLConnection;
import java.util.Arrays;
import java.util.Locale;

/**
 * Scripts and styles as the build has compressed them ({@code name.js.gz} beside {@code name.js}):
 * a third of the bytes, and no work at run time. Servers compress nothing unless they are told to.
 */
@WebFilter(urlPatterns = "/assets/*", asyncSupported = true)
public class CompressedAssets extends HttpFilter {
  private static final long serialVersionUID = 1;

  @Override
  protected void doFilter(
      HttpServletRequest request, HttpServletResponse response, FilterChain chain)
      throws IOException, ServletException {
    String path = request.getServletPath();
    URL compressed = getServletContext().getResource(path + ".gz");
    if (compressed == null) {
      chain.doFilter(request, response);
      return;
    }
    // Caches must not hand what is compressed to those who cannot read it.
    response.setHeader("Vary", "Accept-Encoding");
    if (takesGzip(request.getHeader("Accept-Encoding"))) {
      // Which filter comes first is the container's choice: PageHeaders may stand behind this one.
      PageHeaders.describe(request, response);
      send(compressed, getServletContext().getMimeType(path), request, response);
    } else {
      chain.doFilter(request, response);
    }
  }

  private static void send(
      URL compressed, String type, HttpServletRequest request, HttpServletResponse response)
      throws IOException {
    URLConnection connection = compressed.openConnection();
    connection.setUseCaches(false);
    try (InputStream content = connection.getInputStream()) {
      response.setContentType(type);
      response.setHeader("Content-Encoding", "gzip");
      response.setContentLengthLong(connection.getContentLengthLong());
      if (!request.getMethod().equals("HEAD")) {
        content.transferTo(response.getOutputStream());
      }
    }
  }

  /** {@code gzip} is among the codings, and not refused by {@code q=0} (RFC 9110, 12.5.3). */
  static boolean takesGzip(String acceptEncoding) {
    return acceptEncoding != null
        && Arrays.stream(acceptEncoding.toLowerCase(Locale.ROOT).split(","))
            .map(coding -> coding.replace(" ", ""))
            .anyMatch(
                coding ->
                    coding.equals("gzip")
                        || (coding.startsWith("gzip;q=") && !coding.matches("gzip;q=0(\\.0*)?")));
  }
}
