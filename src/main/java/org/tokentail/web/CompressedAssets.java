package org.tokentail.web;

import jakarta.inject.Inject;
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
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.tokentail.security.Refusals;

/**
 * Scripts and styles as the build has compressed them ({@code name.js.gz} beside {@code name.js}):
 * a third of the bytes, and no work at run time. Servers compress nothing unless they are told to.
 * Sent from memory, so that whoever reads slowly holds neither a thread nor a copy.
 */
@WebFilter(urlPatterns = "/assets/*", asyncSupported = true)
public class CompressedAssets extends HttpFilter {
  private static final long serialVersionUID = 1;

  /** Bounded: what is in the WAR, a few MB. */
  private final transient Map<String, byte[]> files = new ConcurrentHashMap<>();

  @Inject private transient Refusals refusals;

  @Override
  protected void doFilter(
      HttpServletRequest request, HttpServletResponse response, FilterChain chain)
      throws IOException, ServletException {
    String path = request.getServletPath();
    boolean head = request.getMethod().equals("HEAD");
    if (!head && !request.getMethod().equals("GET")) {
      chain.doFilter(request, response);
      return;
    }
    byte[] compressed = file(path + ".gz");
    boolean gzip = compressed != null && takesGzip(request.getHeader("Accept-Encoding"));
    byte[] file = gzip ? compressed : file(path);
    if (file == null) {
      chain.doFilter(request, response);
      return;
    }
    // Which filter comes first is the container's choice: PageHeaders may stand behind this one.
    PageHeaders.describe(request, response);
    if (compressed != null) {
      // Caches must not hand what is compressed to those who cannot read it.
      response.setHeader("Vary", "Accept-Encoding");
    }
    if (gzip) {
      response.setHeader("Content-Encoding", "gzip");
    }
    response.setContentType(getServletContext().getMimeType(path));
    response.setContentLength(file.length);
    if (!head) {
      AssetSender.send(request, response, file, refusals);
    }
  }

  /** Null when there is none. */
  private byte[] file(String path) throws IOException {
    byte[] known = files.get(path);
    if (known != null) {
      return known;
    }
    URL resource = getServletContext().getResource(path);
    if (resource == null || path.endsWith("/")) {
      return null;
    }
    URLConnection connection = resource.openConnection();
    connection.setUseCaches(false);
    try (InputStream content = connection.getInputStream()) {
      byte[] file = content.readAllBytes();
      files.put(path, file);
      return file;
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
