package org.tokentail.gateway.caller;

import jakarta.servlet.AsyncContext;
import jakarta.servlet.ServletOutputStream;
import jakarta.servlet.WriteListener;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicBoolean;
import org.tokentail.server.ServerConnection;

/**
 * The answer to a caller, written without blocking (Jakarta Servlet 6.0, section 5.7) and flushed
 * as it comes. Thread-safe; what is given by one thread goes out in its order.
 *
 * <p>Its queue is bounded by who fills it: the next piece of an answer is asked for when this one
 * has been taken.
 */
public final class CallerResponse implements WriteListener {
  private final AsyncContext async;
  private final HttpServletResponse response;
  private final ServletOutputStream output;
  private final ServerConnection connection;
  private final Runnable gone;
  private final ContainerTurn turn = new ContainerTurn();
  private final Queue<Step> steps = new ConcurrentLinkedQueue<>();
  private final SerialDrain drain = new SerialDrain(this::drain);
  private final AtomicBoolean over = new AtomicBoolean();
  private volatile boolean ready;
  private volatile boolean begun;

  @FunctionalInterface
  private interface Step {
    void run() throws IOException;
  }

  /**
   * @param gone told, perhaps more than once, when the caller can no longer be written to
   */
  private CallerResponse(AsyncContext async, ServerConnection connection, Runnable gone)
      throws IOException {
    this.async = async;
    this.connection = connection;
    this.gone = gone;
    response = (HttpServletResponse) async.getResponse();
    output = response.getOutputStream();
  }

  /** To be called on the request's own thread. */
  public static CallerResponse open(AsyncContext async, ServerConnection connection, Runnable gone)
      throws IOException {
    CallerResponse response = new CallerResponse(async, connection, gone);
    response.output.setWriteListener(response);
    return response;
  }

  /** Where status and headers are set, until something is written. */
  public HttpServletResponse head() {
    return response;
  }

  /** Sends the head, and whatever was written. */
  public void flush() {
    begun = true;
    submit(output::flush);
  }

  /**
   * @param bytes must not change any more
   * @param taken called when the server has taken them, on any thread
   */
  public void write(byte[] bytes, Runnable taken) {
    begun = true;
    steps.add(() -> output.write(bytes));
    submit(
        () -> {
          output.flush();
          taken.run();
        });
  }

  /** Whether anything was given to be sent: status and headers then stand. */
  public boolean hasBegun() {
    return begun;
  }

  /**
   * Ends the answer in good order.
   *
   * @param ended called before, when everything else was taken
   */
  public void end(Runnable ended) {
    submit(
        () -> {
          ended.run();
          complete();
        });
  }

  /** Ends the answer so that the caller sees that it is not whole, after what was written. */
  public void breakOff() {
    submit(
        () -> {
          over.set(true);
          if (!connection.breakOff()) {
            connection.abort();
          }
          complete();
        });
  }

  /** Ends it at once, whatever the caller has not taken yet. */
  public void abort() {
    if (!over.getAndSet(true)) {
      connection.abort();
      complete();
    }
  }

  /** Entered while the container calls us for this request. */
  public ContainerTurn turn() {
    return turn;
  }

  /** The connection below. */
  public ServerConnection connection() {
    return connection;
  }

  /** Whether the connection is known to be closed. */
  public boolean isGone() {
    return !connection.isOpen();
  }

  private void submit(Step step) {
    steps.add(step);
    drain.run();
  }

  private void drain() {
    try {
      while (!over.get() && !steps.isEmpty() && isReady()) {
        steps.remove().run();
      }
    } catch (IOException | IllegalStateException e) {
      // The container has closed it: there is nobody to write to.
      gone.run();
    }
  }

  /** Once it said no, it must not be asked again before the container calls back. */
  private boolean isReady() {
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

  private void complete() {
    over.set(true);
    steps.clear();
    turn.whenOut(
        () -> {
          try {
            async.complete();
          } catch (IllegalStateException e) {
            // The container has ended it itself, after an error.
          }
        });
  }

  @Override
  public void onWritePossible() {
    turn.enter();
    ready = true;
    drain.run();
    turn.leave();
  }

  @Override
  public void onError(Throwable failure) {
    turn.enter();
    gone.run();
    turn.leave();
  }
}
