package org.tokentail.stream.output;

import jakarta.servlet.AsyncContext;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import jakarta.ws.rs.sse.Sse;
import jakarta.ws.rs.sse.SseEventSink;
import java.io.IOException;
import java.util.concurrent.Executor;
import java.util.concurrent.atomic.AtomicBoolean;
import org.tokentail.server.ServerConnection;
import org.tokentail.stream.event.Format;

/** Opens the way to each client. Thread-safe. */
public final class Outlets {
  private static final System.Logger LOG = System.getLogger(Outlets.class.getName());

  private static final String UNBOUNDED =
      "Clients that do not read may fill the heap: this server does not let Tokentail bound what it queues for them. See 'Clients that do not read' in docs/OPERATIONS.md.";

  private static final String BLOCKING =
      "Streams are written through JAX-RS, with a thread a write: this server does not write them without blocking ({0})";

  /** The server is the same for all. */
  private static final AtomicBoolean WARNED = new AtomicBoolean();

  private final boolean blocking;
  private final Executor writers;
  private final AtomicBoolean told = new AtomicBoolean();

  /**
   * @param blocking never to try without
   * @param writers threads for writes that may wait; they must be bounded
   */
  public Outlets(boolean blocking, Executor writers) {
    this.blocking = blocking;
    this.writers = writers;
  }

  /** Says at start what would otherwise be found out by a full heap. */
  public static void check(ClassLoader server) {
    if (!ServerConnection.canBeBounded(server)) {
      warnOnce();
    }
  }

  /** Whether streams are written through JAX-RS, without a try to do better. */
  public boolean isBlocking() {
    return blocking;
  }

  /** To be called before anything is written. */
  public void prepare(HttpServletResponse response) {
    if (!blocking) {
      ServerConnection.shrinkBuffer(response);
    }
  }

  /**
   * To be called when the request thread has left JAX-RS: earlier, frames would mix with the
   * response's head. Without blocking, in a dispatch, where the response's asynchronous cycle can
   * be begun anew.
   *
   * @param sink through which JAX-RS opened the response
   * @param wake wakes the writing thread
   */
  public Outlet open(
      HttpServletRequest request,
      HttpServletResponse response,
      SseEventSink sink,
      Sse sse,
      Format format,
      Runnable wake)
      throws IOException {
    ServerConnection connection = ServerConnection.bounded(request, response);
    if (!connection.isBounded()) {
      warnOnce();
    }
    if (!blocking) {
      try {
        return nonBlocking(request, response, connection, wake);
      } catch (IllegalStateException e) {
        if (!told.getAndSet(true)) {
          LOG.log(System.Logger.Level.WARNING, BLOCKING, e.getMessage());
        }
      }
    }
    wake.run();
    return new SinkOutlet(sink, new SinkEvents(sse, format), connection, writers, wake);
  }

  private static Outlet nonBlocking(
      HttpServletRequest request,
      HttpServletResponse response,
      ServerConnection connection,
      Runnable wake)
      throws IOException {
    AsyncContext cycle = request.startAsync();
    cycle.setTimeout(0);
    ServletOutlet outlet = new ServletOutlet(response.getOutputStream(), cycle, connection, wake);
    response.getOutputStream().setWriteListener(outlet);
    return outlet;
  }

  private static void warnOnce() {
    if (!WARNED.getAndSet(true)) {
      LOG.log(System.Logger.Level.WARNING, UNBOUNDED);
    }
  }
}
