package org.tokentail.web.intake;

import jakarta.servlet.AsyncContext;
import jakarta.servlet.ReadListener;
import jakarta.servlet.ServletInputStream;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.util.Arrays;
import java.util.concurrent.atomic.AtomicInteger;
import org.tokentail.log.UnavailableException;
import org.tokentail.security.Refusals.Reason;
import org.tokentail.server.ServerConnection;
import org.tokentail.web.Api;
import org.tokentail.web.ProblemMapper;

/**
 * A body on its way, which holds no thread. It ends once: as a whole that goes on to JAX-RS, as a
 * refusal, or because its sender has left. Thread-safe.
 *
 * <p>Without a lock: the container calls back with locks of its own held, and is called here. Who
 * finds {@link #turns} at zero and raises it has the body to himself.
 */
final class IncomingBody implements ReadListener {
  private static final System.Logger LOG = System.getLogger(IncomingBody.class.getName());
  private static final int FIRST_ROOM = 1_024;

  private final IncomingBodies bodies;
  private final HttpServletRequest request;
  private final HttpServletResponse response;
  private final ServletInputStream input;
  private final int largest;
  private final boolean stranger;
  private final long length;
  private final long beganNanos = System.nanoTime();
  private AsyncContext async;
  private byte[] bytes = new byte[0];

  /** Bytes of it that are here. Written by whoever reads. */
  private volatile int size;

  /**
   * Calls of the container's that are still to be answered, among them the one under way. It never
   * comes back to zero once this has ended.
   */
  private final AtomicInteger turns = new AtomicInteger();

  private volatile boolean complete;
  private volatile boolean broken;

  /** Callbacks of the container's that have not returned. */
  private final AtomicInteger inside = new AtomicInteger();

  /** Whether JAX-RS has it. */
  private volatile boolean arrived;

  /**
   * @param largest bytes that are taken
   * @param stranger whether it is somebody's without a key
   */
  IncomingBody(
      HttpServletRequest request,
      HttpServletResponse response,
      IncomingBodies bodies,
      int largest,
      boolean stranger)
      throws IOException {
    this.request = request;
    this.response = response;
    this.bodies = bodies;
    this.largest = largest;
    this.stranger = stranger;
    length = request.getContentLengthLong();
    input = request.getInputStream();
  }

  boolean isStrangers() {
    return stranger;
  }

  /** Begins to read. To be called on the request's own thread. */
  void begin() {
    async = request.startAsync(request, response);
    // The deadline is ours.
    async.setTimeout(0);
    input.setReadListener(this);
  }

  /** The request with what has come. To be called when that is whole. */
  HttpServletRequest whole(HttpServletRequest dispatched) {
    arrived = true;
    return new WholeRequest(dispatched, request, bytes, size);
  }

  /** Bytes of memory that it holds. */
  int room() {
    return bytes.length;
  }

  @Override
  public void onDataAvailable() {
    turn();
  }

  @Override
  public void onAllDataRead() {
    complete = true;
    turn();
  }

  @Override
  public void onError(Throwable failure) {
    LOG.log(System.Logger.Level.DEBUG, "A body broke off", failure);
    broken = true;
    turn();
  }

  private void turn() {
    inside.incrementAndGet();
    try {
      takeTurns();
    } finally {
      inside.decrementAndGet();
    }
  }

  private void takeTurns() {
    if (turns.getAndIncrement() != 0) {
      // It is over, or whoever is reading takes another turn.
      return;
    }
    int taken = 1;
    while (taken != 0 && isToBeContinued()) {
      taken = turns.addAndGet(-taken);
    }
  }

  /** False when it has ended. */
  private boolean isToBeContinued() {
    // Before reading: what comes later has a turn of its own.
    boolean last = complete;
    try {
      boolean ended = !broken && (read(last) || last);
      if (size > largest) {
        end(Reason.LARGE_BODY, BodyRefusals.tooLarge(largest));
      } else if (!broken && (length < 0 ? ended : size == length)) {
        bodies.whole(this);
      } else if (broken || ended) {
        LOG.log(System.Logger.Level.DEBUG, "A body broke off after {0} bytes", size);
        end(Reason.BROKEN_BODY, null);
      } else {
        return true;
      }
    } catch (IOException e) {
      LOG.log(System.Logger.Level.DEBUG, "A body broke off", e);
      end(Reason.BROKEN_BODY, null);
    } catch (UnavailableException e) {
      end(Reason.NO_ROOM, e);
    } catch (Throwable e) {
      // Whatever it was: nobody else ends it any more.
      end(Reason.BROKEN_BODY, null);
      throw e;
    }
    return false;
  }

  /**
   * Takes what is here. How much is known is told by counting, and by the end that reading itself
   * finds: {@code isFinished()} is true while the last bytes are still in the server's buffer.
   *
   * @param last whether nothing more will come; what has come may wait in the server's buffer all
   *     the same, also where that says that it is not ready
   * @return whether that end was found
   * @throws UnavailableException when there is no room for it
   */
  private boolean read(boolean last) throws IOException {
    while (size != length
        && size <= largest
        && (input.isReady() || (last && input.available() > 0))) {
      if (size == bytes.length) {
        grow();
      }
      int before = size;
      int count = input.read(bytes, before, bytes.length - before);
      if (count < 0) {
        return true;
      }
      size = before + count;
    }
    return false;
  }

  /** Grows as it comes: a length is quickly said. */
  private void grow() {
    long wanted = Math.max(FIRST_ROOM, 2L * bytes.length);
    // One more than is taken shows that there is more.
    int room = (int) Math.min(wanted, length < 0 ? largest + 1L : length);
    if (!bodies.memory().take(room - bytes.length)) {
      throw BodyRefusals.tooMany();
    }
    bytes = Arrays.copyOf(bytes, room);
  }

  /** Ends it if its time is over. */
  void endIfLate(long nowNanos) {
    if (nowNanos - beganNanos > BodyDeadline.allowedNanos(length, size)
        && turns.compareAndSet(0, 1)) {
      end(Reason.SLOW_BODY, BodyRefusals.tooSlow(null));
    }
  }

  /** Ends it in favour of others. */
  void makeRoom() {
    if (turns.compareAndSet(0, 1)) {
      end(Reason.NO_ROOM, BodyRefusals.tooMany());
    }
  }

  /**
   * Once, by whoever has it to himself.
   *
   * @param refusal what is answered; null: nobody is there
   */
  private void end(Reason reason, RuntimeException refusal) {
    bodies.ended(this, reason);
    // Elsewhere: a callback holds a lock of the container's, and to end a request takes another.
    bodies.later(() -> end(refusal));
  }

  private void end(RuntimeException refusal) {
    ServerConnection connection = connection();
    try {
      if (connection.queued() > 0) {
        // It does not read: to wait until it has taken the answer could take long.
        connection.abort();
      } else if (refusal != null) {
        response.setHeader("Connection", "close");
        ProblemMapper.send(refusal, response);
        // The container would write it later than the connection is closed here.
        response.flushBuffer();
      }
    } catch (IOException | RuntimeException e) {
      LOG.log(System.Logger.Level.DEBUG, "Nobody takes the answer", e);
    } finally {
      complete();
      // What is still to come of the body would be waited for.
      connection.breakOff();
    }
  }

  private ServerConnection connection() {
    try {
      return ServerConnection.below(request, response);
    } catch (RuntimeException e) {
      LOG.log(System.Logger.Level.DEBUG, "The container has ended it", e);
      return ServerConnection.unreachable();
    }
  }

  /** Ends it where it was handed on and never came to JAX-RS. False: it is there, or was. */
  boolean endIfLost() {
    if (arrived) {
      return false;
    }
    bodies.later(() -> end((RuntimeException) null));
    return true;
  }

  /**
   * Whether no thread of the container's is in the middle of this request: neither the one it came
   * with nor one that calls back. While such a thread is on its way out, the container loses a
   * dispatch now and then, or ends the request under it (seen on Payara 6).
   */
  boolean isAlone() {
    if (inside.get() > 0) {
      return false;
    }
    try {
      // Servlet 6.0, AsyncContext.setTimeout: refused once that thread has returned.
      async.setTimeout(0);
      return false;
    } catch (RuntimeException e) {
      return true;
    }
  }

  /** Hands it to JAX-RS, on a thread of the container's. */
  void dispatch() {
    try {
      // Where it leads to is told by WholeRequest.
      async.dispatch(Api.PATH);
    } catch (RuntimeException e) {
      LOG.log(System.Logger.Level.DEBUG, "The request is over", e);
      bodies.passedOn(this);
    }
  }

  private void complete() {
    try {
      async.complete();
    } catch (RuntimeException e) {
      LOG.log(System.Logger.Level.DEBUG, "The container has ended it", e);
    }
  }
}
