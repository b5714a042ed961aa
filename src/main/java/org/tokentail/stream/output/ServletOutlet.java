package org.tokentail.stream.output;

import jakarta.servlet.AsyncContext;
import jakarta.servlet.ServletOutputStream;
import jakarta.servlet.WriteListener;
import java.io.IOException;
import org.tokentail.server.ServerConnection;

/** Writes to the servlet's response without blocking (Jakarta Servlet 6.0, section 5.7). */
final class ServletOutlet implements Outlet, WriteListener {
  private static final System.Logger LOG = System.getLogger(ServletOutlet.class.getName());

  private final ServletOutputStream output;
  private final AsyncContext cycle;
  private final ServerConnection connection;
  private final Runnable wake;
  private volatile boolean ready;
  private volatile boolean broken;

  /**
   * @param cycle ends the response
   * @param wake wakes the writing thread
   */
  ServletOutlet(
      ServletOutputStream output, AsyncContext cycle, ServerConnection connection, Runnable wake) {
    this.output = output;
    this.cycle = cycle;
    this.connection = connection;
    this.wake = wake;
  }

  /** Once it said no, it must not be asked again before the container calls back. */
  @Override
  public boolean isReady() {
    if (!ready) {
      return false;
    }
    // Before asking: the container may call back before the answer is here.
    ready = false;
    if (output.isReady()) {
      ready = true;
    }
    return ready;
  }

  @Override
  public void write(byte[] bytes, int from, int to) throws IOException {
    output.write(bytes, from, to - from);
  }

  @Override
  public void flush() throws IOException {
    output.flush();
  }

  @Override
  public void onWritePossible() {
    ready = true;
    wake.run();
  }

  @Override
  public void onError(Throwable failure) {
    broken = true;
    wake.run();
  }

  @Override
  public boolean isBroken() {
    return broken || !connection.isOpen();
  }

  @Override
  public void close() {
    try {
      cycle.complete();
    } catch (RuntimeException e) {
      // Closing flushes, and fails where the client has gone: closed it is all the same.
      LOG.log(System.Logger.Level.TRACE, "Stream was already gone", e);
    }
  }

  @Override
  public void abort() {
    connection.abort();
    close();
  }
}
