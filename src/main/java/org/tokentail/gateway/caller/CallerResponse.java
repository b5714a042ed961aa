package org.tokentail.gateway.caller;

import jakarta.servlet.AsyncContext;
import jakarta.servlet.ServletOutputStream;
import jakarta.servlet.WriteListener;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.time.Duration;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.function.Consumer;
import org.tokentail.server.ServerConnection;

/**
 * The answer to a caller, written without blocking (Jakarta Servlet 6.0, section 5.7) and flushed
 * as it comes. Thread-safe; what is given by one thread goes out in its order.
 *
 * <p>Whatever touches the container's response is a step, and one thread at a time runs them: after
 * the last one the container may use the response again for another request.
 *
 * <p>Its queue is bounded by who fills it: the next piece of an answer is asked for when this one
 * has been taken.
 */
public final class CallerResponse implements WriteListener {
  private final AsyncContext async;
  private final HttpServletResponse response;
  private final ServletOutputStream output;
  private final ServerConnection connection;
  private final ContainerTurn turn = new ContainerTurn(this::runElsewhere);
  private final Queue<Step> steps = new ConcurrentLinkedQueue<>();
  private final SerialDrain drain = new SerialDrain(this::drain);
  private volatile Owner owner;
  private volatile boolean ready;
  private volatile boolean aborted;
  private volatile boolean over;

  /** When a step was taken last, or the first one came. */
  private volatile long movedNanos = System.nanoTime();

  /** Goes before all steps, and nothing follows; null: none. Written by steps only. */
  private volatile Step last;

  /** Whether status and headers stand. Known to steps only. */
  private boolean begun;

  @FunctionalInterface
  private interface Step {
    void run() throws IOException;
  }

  /** Whose answer it is. Must not block, and not throw. */
  public interface Owner {
    /** The caller can no longer be written to. Told once at most, before the end. */
    void unwritable(Throwable failure);

    /** The answer has ended, in whatever way; nothing of it is left. Told once. */
    void completed();
  }

  /** To be called on the request's own thread. */
  public CallerResponse(AsyncContext async, ServerConnection connection) throws IOException {
    this.async = async;
    this.connection = connection;
    response = (HttpServletResponse) async.getResponse();
    output = response.getOutputStream();
  }

  /** To be called once, on the request's own thread. */
  public void begin(Owner told) {
    owner = told;
    output.setWriteListener(this);
  }

  /**
   * @param set sets status and headers, later and on any thread
   */
  public void head(Consumer<HttpServletResponse> set) {
    submit(() -> set.accept(response));
  }

  /** Sends the head, and whatever was written. */
  public void flush() {
    submit(
        () -> {
          begun = true;
          output.flush();
        });
  }

  /**
   * @param bytes must not change any more
   * @param taken called when the server has taken them, on any thread
   */
  public void write(byte[] bytes, Runnable taken) {
    add(
        () -> {
          begun = true;
          output.write(bytes);
        });
    submit(
        () -> {
          output.flush();
          taken.run();
        });
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

  /**
   * Ends the answer with another one where nothing of it was passed on yet; otherwise so that the
   * caller sees that it is not whole, after what was written.
   *
   * @param head sets status and headers
   */
  public void fail(Consumer<HttpServletResponse> head, byte[] body) {
    submit(
        () -> {
          if (begun) {
            breakOff();
            return;
          }
          response.reset();
          head.accept(response);
          output.write(body);
          last =
              () -> {
                output.flush();
                last = this::complete;
              };
        });
  }

  private void breakOff() {
    if (!connection.breakOff()) {
      connection.abort();
    }
    complete();
  }

  /** Ends it at once, whatever the caller has not taken yet. */
  public void abort() {
    aborted = true;
    drain.run();
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

  /** Whether it has ended, in whatever way. */
  public boolean isOver() {
    return over;
  }

  /** Whether the caller has taken nothing of what is here for it, for longer than that. */
  public boolean isStalled(long nowNanos, Duration limit) {
    return !over && hasStep() && nowNanos - movedNanos > limit.toNanos();
  }

  private boolean hasStep() {
    return last != null || !steps.isEmpty();
  }

  private void add(Step step) {
    if (!hasStep()) {
      movedNanos = System.nanoTime();
    }
    steps.add(step);
  }

  private void submit(Step step) {
    add(step);
    drain.run();
  }

  private void drain() {
    try {
      while (!over && !aborted && hasStep() && isReady()) {
        Step step = last != null ? last : steps.poll();
        step.run();
        movedNanos = System.nanoTime();
      }
    } catch (Throwable e) {
      // Mostly the container has closed it. Whatever it was: it cannot go on, and must end.
      aborted = true;
      tell(e);
    }
    if (aborted && !over) {
      try {
        // Here and not earlier: once it is over, the connection may carry the next request.
        connection.abort();
      } finally {
        complete();
      }
    }
  }

  private void tell(Throwable failure) {
    if (!over) {
      owner.unwritable(failure);
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

  /** The last of all steps. */
  private void complete() {
    over = true;
    last = null;
    steps.clear();
    turn.whenOut(
        () -> {
          try {
            async.complete();
          } catch (RuntimeException e) {
            // The container has ended it itself, after an error: it may know nothing of it by now.
          } finally {
            owner.completed();
          }
        });
  }

  private void runElsewhere(Runnable end) {
    try {
      async.start(end);
    } catch (RuntimeException e) {
      // It is over: nobody is left to meet.
      end.run();
    }
  }

  @Override
  public void onWritePossible() {
    turn.enter();
    try {
      ready = true;
      drain.run();
    } finally {
      turn.leave();
    }
  }

  @Override
  public void onError(Throwable failure) {
    turn.enter();
    try {
      tell(failure);
    } finally {
      abort();
      turn.leave();
    }
  }
}
