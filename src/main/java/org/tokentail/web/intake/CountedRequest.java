package org.tokentail.web.intake;

import jakarta.servlet.ReadListener;
import jakarta.servlet.ServletInputStream;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletRequestWrapper;
import jakarta.ws.rs.ClientErrorException;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.util.function.Consumer;
import org.tokentail.security.Refusals.Reason;

/**
 * A request whose body is read with a thread, to its announced end: what ends earlier is refused.
 * Over HTTP/2 a body that was cut off looks like a whole one. For one thread.
 */
final class CountedRequest extends HttpServletRequestWrapper {
  private final Consumer<Reason> refused;
  private final long beganNanos = System.nanoTime();
  private ServletInputStream input;

  /**
   * @param request with a length
   * @param refused told why a body did not come to its end
   */
  CountedRequest(HttpServletRequest request, Consumer<Reason> refused) {
    super(request);
    this.refused = refused;
  }

  @Override
  public ServletInputStream getInputStream() throws IOException {
    if (input == null) {
      input = new Counted(super.getInputStream(), getContentLengthLong());
    }
    return input;
  }

  @Override
  public BufferedReader getReader() throws IOException {
    return new BufferedReader(new InputStreamReader(getInputStream(), StandardCharsets.UTF_8));
  }

  private final class Counted extends ServletInputStream {
    private final ServletInputStream body;
    private final long length;
    private long count;

    Counted(ServletInputStream body, long length) {
      this.body = body;
      this.length = length;
    }

    @Override
    public int read() throws IOException {
      byte[] one = new byte[1];
      return read(one, 0, 1) < 0 ? -1 : one[0] & 0xff;
    }

    @Override
    public int read(byte[] into, int offset, int size) throws IOException {
      if (size == 0 || count == length) {
        return size == 0 ? 0 : -1;
      }
      if (System.nanoTime() - beganNanos > BodyDeadline.allowedNanos(length, count)) {
        throw tooSlow(null);
      }
      int read;
      try {
        read = body.read(into, offset, size);
      } catch (IOException e) {
        // The server has waited for the next byte long enough.
        throw tooSlow(e);
      }
      if (read < 0) {
        refused.accept(Reason.BROKEN_BODY);
        throw new ClientErrorException(
            "The body ended after %d of %d bytes. Nothing of it was kept; send it again."
                .formatted(count, length),
            400);
      }
      count += read;
      return read;
    }

    private RuntimeException tooSlow(Throwable cause) {
      refused.accept(Reason.SLOW_BODY);
      return BodyRefusals.tooSlow(cause);
    }

    @Override
    public int available() throws IOException {
      return body.available();
    }

    @Override
    public boolean isFinished() {
      return count == length;
    }

    @Override
    public boolean isReady() {
      return body.isReady();
    }

    @Override
    public void setReadListener(ReadListener listener) {
      throw new IllegalStateException("It is read with a thread");
    }
  }
}
