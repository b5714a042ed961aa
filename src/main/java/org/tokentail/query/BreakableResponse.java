package org.tokentail.query;

import jakarta.servlet.ServletOutputStream;
import jakarta.servlet.WriteListener;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import jakarta.servlet.http.HttpServletResponseWrapper;
import java.io.IOException;
import org.tokentail.server.ServerConnection;

/**
 * A response that can be broken off. From then on, and after a write that failed, it takes whatever
 * is written and passes nothing on: JAX-RS writes and flushes once more when it ends a response.
 */
final class BreakableResponse extends HttpServletResponseWrapper implements Export.Client {
  private final ServerConnection connection;
  private ServletOutputStream output;
  private volatile boolean over;

  BreakableResponse(HttpServletRequest request, HttpServletResponse response) {
    super(response);
    // Bounded too: what waits in memory for a slow client is then little.
    connection = ServerConnection.bounded(request, response);
  }

  /**
   * Ends it without the last chunk of its body: the client sees that it is not whole. Over HTTP/2,
   * where the connection is not ours to close, it ends in good order.
   */
  @Override
  public void breakOff() {
    over = true;
    if (!connection.breakOff()) {
      connection.abort();
    }
  }

  @Override
  public boolean hasGone() {
    return connection.isClosedByPeer();
  }

  @Override
  public ServletOutputStream getOutputStream() throws IOException {
    if (output == null) {
      output = new Output(super.getOutputStream());
    }
    return output;
  }

  private interface Step {
    void run() throws IOException;
  }

  private final class Output extends ServletOutputStream {
    private final ServletOutputStream inner;

    Output(ServletOutputStream inner) {
      this.inner = inner;
    }

    @Override
    public void write(int value) throws IOException {
      unlessOver(() -> inner.write(value));
    }

    @Override
    public void write(byte[] bytes, int offset, int length) throws IOException {
      unlessOver(() -> inner.write(bytes, offset, length));
    }

    @Override
    public void flush() throws IOException {
      unlessOver(inner::flush);
    }

    @Override
    public void close() throws IOException {
      unlessOver(inner::close);
    }

    private void unlessOver(Step step) throws IOException {
      if (over) {
        return;
      }
      try {
        step.run();
      } catch (IOException e) {
        over = true;
        throw e;
      }
    }

    @Override
    public boolean isReady() {
      return inner.isReady();
    }

    @Override
    public void setWriteListener(WriteListener listener) {
      inner.setWriteListener(listener);
    }
  }
}
