package org.tokentail.gateway.caller;

import jakarta.servlet.ReadListener;
import jakarta.servlet.http.HttpServletRequest;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.concurrent.Flow;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Consumer;
import org.tokentail.gateway.caller.BodyInput.State;

/**
 * The body of a caller's request, read without blocking (Jakarta Servlet 6.0, section 5.7): whole
 * where it may be kept, otherwise piece by piece as it is asked for. One that does not reach its
 * end is never given as a whole. Thread-safe.
 */
public final class CallerBody implements ReadListener, Flow.Publisher<ByteBuffer> {
  /** What is said of one that ends where nobody expected it; the container does not tell why. */
  public static final String BROKE_OFF =
      "The request's body broke off: the caller left, or sent chunks that are none.";

  private static final String SHORT = "The request's body is shorter than its Content-Length says.";

  private static final String UNSIZED =
      "Over HTTP/2 a body needs a Content-Length: without it one that was cut off cannot be told from a whole one.";

  /**
   * Who waits for the body. On any thread, one at a time; whole, in pieces and broken off once each
   * at most.
   */
  public interface Taker {
    /** It is here, all of it. */
    void whole(byte[] body);

    /** It is too large to be kept: whoever subscribes to it gets it, once. */
    void inPieces(CallerBody pieces);

    /** A piece of it has been passed on, after {@link #inPieces}; must not change. */
    void passed(byte[] piece);

    /** All pieces have been. */
    void passedWhole();

    /**
     * It will never be whole. Also after {@link #inPieces}.
     *
     * @param reason one sentence
     * @param answerable whether the caller may still be answered
     */
    void brokenOff(String reason, boolean answerable);
  }

  private final BodyInput input;
  private final ContainerTurn turn;
  private final KeptBodies.Share share;
  private final Taker taker;
  private final SerialDrain drain = new SerialDrain(this::drain);
  private final AtomicLong demand = new AtomicLong();
  private ByteArrayOutputStream kept;

  /** What was kept before it became too much; null once it has been passed on. */
  private byte[] begin;

  private volatile Flow.Subscriber<? super ByteBuffer> subscriber;

  /** When the last piece came, or went on. */
  private volatile long movedNanos = System.nanoTime();

  /** Whether it is the caller's turn. */
  private volatile boolean awaited = true;

  private boolean told;

  private CallerBody(BodyInput input, ContainerTurn turn, KeptBodies.Share share, Taker taker) {
    this.input = input;
    this.turn = turn;
    this.share = share;
    this.taker = taker;
  }

  /**
   * Begins to read. To be called on the request's own thread.
   *
   * @param share of the memory for bodies that are kept
   * @param begun told first; not where there is no body
   */
  public static void read(
      HttpServletRequest request,
      ContainerTurn turn,
      KeptBodies.Share share,
      Taker taker,
      Consumer<CallerBody> begun)
      throws IOException {
    if (BodyInput.isNone(request)) {
      taker.whole(new byte[0]);
      return;
    }
    CallerBody body = new CallerBody(BodyInput.of(request), turn, share, taker);
    begun.accept(body);
    if (share.grow(Math.max(0, body.length()))) {
      // Grows as it comes: a length is quickly said.
      body.kept = new ByteArrayOutputStream(body.input.pieceLength());
    } else {
      body.handOver();
    }
    body.input.stream().setReadListener(body);
  }

  /** Bytes of the whole; negative when the caller did not say. */
  public long length() {
    return input.length();
  }

  /** Whether all of it has been read. */
  public boolean isWhole() {
    return input.state() == State.WHOLE;
  }

  /** When its last piece came, or was passed on, on the monotonic clock. */
  public long movedNanos() {
    return movedNanos;
  }

  /** Whether the rest is waited for, and not whoever takes it. */
  public boolean isAwaited() {
    return awaited;
  }

  @Override
  public void subscribe(Flow.Subscriber<? super ByteBuffer> subscriber) {
    subscriber.onSubscribe(
        new Flow.Subscription() {
          @Override
          public void request(long n) {
            demand.accumulateAndGet(n, (a, b) -> a + b < 0 ? Long.MAX_VALUE : a + b);
            drain.run();
          }

          @Override
          public void cancel() {
            CallerBody.this.subscriber = null;
          }
        });
    this.subscriber = subscriber;
    drain.run();
  }

  private void drain() {
    try {
      while (kept != null && input.isReady()) {
        keep(read());
      }
      if (kept == null && begin != null && isWanted()) {
        pass(begin);
        begin = null;
      }
      while (kept == null && isWanted() && input.isReady()) {
        pass(read());
      }
    } catch (IOException | IllegalStateException e) {
      input.broke();
    }
    boolean waits = input.state() == State.COMING && (kept != null || isWanted());
    if (waits && !awaited) {
      // Its time begins now.
      movedNanos = System.nanoTime();
    }
    awaited = waits;
    conclude();
  }

  private boolean isWanted() {
    return demand.get() > 0 && subscriber != null;
  }

  private byte[] read() throws IOException {
    movedNanos = System.nanoTime();
    return input.read();
  }

  private void keep(byte[] piece) {
    if (piece == null) {
      return;
    }
    boolean announced = kept.size() + piece.length <= input.length();
    kept.writeBytes(piece);
    if (!announced && !share.grow(piece.length)) {
      handOver();
    }
  }

  /** From here on in pieces; what was kept so far goes first. */
  private void handOver() {
    begin = kept == null ? null : kept.toByteArray();
    kept = null;
    told = true;
    taker.inPieces(this);
  }

  private void pass(byte[] piece) {
    Flow.Subscriber<? super ByteBuffer> to = subscriber;
    if (piece != null && to != null) {
      demand.decrementAndGet();
      movedNanos = System.nanoTime();
      to.onNext(ByteBuffer.wrap(piece));
      taker.passed(piece);
    }
  }

  private void conclude() {
    switch (input.state()) {
      case WHOLE -> end();
      case SHORT -> breakOff(SHORT, true);
      case UNSIZED -> breakOff(UNSIZED, true);
      case BROKEN -> breakOff(BROKE_OFF, false);
      case COMING -> {}
    }
  }

  private void end() {
    if (kept != null && !told) {
      told = true;
      taker.whole(kept.toByteArray());
    } else if (kept == null && begin == null) {
      Flow.Subscriber<? super ByteBuffer> to = subscriber;
      subscriber = null;
      if (to != null) {
        to.onComplete();
        taker.passedWhole();
      }
    }
  }

  private void breakOff(String reason, boolean answerable) {
    Flow.Subscriber<? super ByteBuffer> to = subscriber;
    subscriber = null;
    if (!told || to != null) {
      told = true;
      // First: the client's failure that follows would be taken for the provider's.
      taker.brokenOff(reason, answerable);
    }
    if (to != null) {
      to.onError(new IOException(reason));
    }
  }

  @Override
  public void onDataAvailable() {
    inTurn(input::offered);
  }

  @Override
  public void onAllDataRead() {
    inTurn(input::arrived);
  }

  @Override
  public void onError(Throwable cause) {
    inTurn(input::broke);
  }

  private void inTurn(Runnable news) {
    turn.enter();
    try {
      news.run();
      drain.run();
    } finally {
      turn.leave();
    }
  }
}
