package org.tokentail.web.intake;

import jakarta.servlet.ServletInputStream;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletRequestWrapper;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;

/**
 * A request whose body is in memory, as JAX-RS is to see it after a dispatch: with its own path.
 * The container decodes that of a dispatch once more.
 */
final class WholeRequest extends HttpServletRequestWrapper {
  private final HttpServletRequest original;
  private final ServletInputStream input;
  private final int length;

  /**
   * @param dispatched what the container makes of the original
   * @param length bytes of the body
   */
  WholeRequest(
      HttpServletRequest dispatched, HttpServletRequest original, byte[] bytes, int length) {
    super(dispatched);
    this.original = original;
    this.length = length;
    input = new BytesInput(bytes, length);
  }

  /** Known now, whatever was announced: chunks take no more room than they have. */
  @Override
  public long getContentLengthLong() {
    return length;
  }

  @Override
  public int getContentLength() {
    return length;
  }

  @Override
  public String getRequestURI() {
    return original.getRequestURI();
  }

  @Override
  public StringBuffer getRequestURL() {
    return original.getRequestURL();
  }

  @Override
  public String getServletPath() {
    return original.getServletPath();
  }

  @Override
  public String getPathInfo() {
    return original.getPathInfo();
  }

  @Override
  public String getQueryString() {
    return original.getQueryString();
  }

  @Override
  public ServletInputStream getInputStream() {
    return input;
  }

  @Override
  public BufferedReader getReader() throws IOException {
    String encoding = getCharacterEncoding();
    return new BufferedReader(
        new InputStreamReader(
            input, encoding == null ? StandardCharsets.UTF_8 : Charset.forName(encoding)));
  }
}
