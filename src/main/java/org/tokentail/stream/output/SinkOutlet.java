package org.tokentail.stream.output;

import jakarta.ws.rs.sse.OutboundSseEvent;
import jakarta.ws.rs.sse.SseEventSink;
import java.io.IOException;
import java.util.Arrays;
import java.util.concurrent.Executor;
import java.util.concurrent.RejectedExecutionException;
import java.util.function.Function;
import org.tokentail.server.ServerConnection;

/**
 * Sends through the sink of JAX-RS, which may wait for the client: one task at a time, on an
 * executor whose threads are bounded. For servers whose responses cannot be written without
 * blocking.
 */
final class SinkOutlet implements Outlet {
  private static final System.Logger LOG = System.getLogger(SinkOutlet.class.getName());

  private final SseEventSink sink;
  private final Function<byte[], Iterable<OutboundSseEvent>> reader;
  private final ServerConnection connection;
  private final Executor executor;
  private final Runnable wake;
  private volatile boolean busy;
  private volatile boolean broken;

  /**
   * @param reader makes the events of the sink out of the bytes of the log
   * @param wake wakes the writing thread
   */
  SinkOutlet(
      SseEventSink sink,
      Function<byte[], Iterable<OutboundSseEvent>> reader,
      ServerConnection connection,
      Executor executor,
      Runnable wake) {
    this.sink = sink;
    this.reader = reader;
    this.connection = connection;
    this.executor = executor;
    this.wake = wake;
  }

  @Override
  public boolean isReady() {
    return !busy;
  }

  @Override
  public void write(byte[] bytes, int from, int to) throws IOException {
    byte[] copy = Arrays.copyOfRange(bytes, from, to);
    busy = true;
    try {
      executor.execute(() -> send(copy));
    } catch (RejectedExecutionException e) {
      throw new IOException("The server goes down", e);
    }
  }

  private void send(byte[] bytes) {
    try {
      for (OutboundSseEvent event : reader.apply(bytes)) {
        sink.send(event).toCompletableFuture().join();
      }
      busy = false;
    } catch (RuntimeException e) {
      LOG.log(System.Logger.Level.TRACE, "Client has gone", e);
      broken = true;
    } finally {
      wake.run();
    }
  }

  /** The sink flushes every event by itself. */
  @Override
  public void flush() {
    // nothing is held back
  }

  @Override
  public boolean isBroken() {
    return broken || !connection.isOpen();
  }

  @Override
  public void close() {
    broken = true;
    try {
      sink.close();
    } catch (RuntimeException e) {
      LOG.log(System.Logger.Level.TRACE, "Stream was already gone", e);
    }
  }

  /** Where the connection cannot be reached, a write that waits ends with the server's timeout. */
  @Override
  public void abort() {
    connection.abort();
    close();
  }
}
