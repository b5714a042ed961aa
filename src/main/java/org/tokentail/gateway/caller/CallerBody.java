package org.tokentail.gateway.caller;

import jakarta.servlet.ReadListener;
import jakarta.servlet.ServletInputStream;
import jakarta.servlet.http.HttpServletRequest;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.concurrent.Flow;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Consumer;

/**
 * The body of a caller's request, read without blocking (Jakarta Servlet 6.0, section 5.7): whole
 * where it may be kept, otherwise piece by piece as it is asked for. Thread-safe.
 */
public final class CallerBody implements ReadListener, Flow.Publisher<ByteBuffer> {
  private static final int PIECE = 16 * 1024;

  /** Who waits for the body. Called once, on any thread. */
  public interface Taker {
    /** It is here, all of it. */
    void whole(byte[] body);

    /** It is too large to be kept: whoever subscribes to it gets it, once. */
    void inPieces(CallerBody pieces);

    /** The caller left before it was whole. */
    void left();
  }

  private final ServletInputStream input;
  private final ContainerTurn turn;
  private final long length;
  private final KeptBodies.Share share;
  private final Taker taker;
  private final SerialDrain drain = new SerialDrain(this::drain);
  private final AtomicLong demand = new AtomicLong();
  private ByteArrayOutputStream kept;

  /** What was kept before it became too much; null once it has been passed on. */
  private byte[] begin;

  private volatile boolean ready;
  private volatile boolean finished;
  private volatile boolean failed;
  private volatile Flow.Subscriber<? super ByteBuffer> subscriber;

  /** When the last piece came, or went on. */
  private volatile long movedNanos = System.nanoTime();

  /** Whether it is the caller's turn. */
  private volatile boolean awaited = true;

  private boolean told;
  private long received;

  private CallerBody(
      HttpServletRequest request, ContainerTurn turn, KeptBodies.Share share, Taker taker)
      throws IOException {
    this.turn = turn;
    this.share = share;
    this.taker = taker;
    length = request.getContentLengthLong();
    input = request.getInputStream();
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
    boolean none =
        request.getContentLengthLong() == 0
            || (request.getContentLengthLong() < 0
                && request.getHeader("transfer-encoding") == null
                && request.getProtocol().startsWith("HTTP/1"));
    if (none) {
      taker.whole(new byte[0]);
      return;
    }
    CallerBody body = new CallerBody(request, turn, share, taker);
    begun.accept(body);
    if (share.grow(Math.max(0, body.length))) {
      // Grows as it comes: a length is quickly said.
      body.kept = new ByteArrayOutputStream(body.pieceLength());
    } else {
      body.handOver();
    }
    body.input.setReadListener(body);
  }

  /** Bytes of the whole; negative when the caller did not say. */
  public long length() {
    return length;
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
      while (kept != null && !finished && isReady()) {
        keep(read());
      }
      if (kept == null && begin != null && isWanted()) {
        pass(begin);
        begin = null;
      }
      while (kept == null && !finished && isWanted() && isReady()) {
        pass(read());
      }
    } catch (IOException | IllegalStateException e) {
      failed = true;
    }
    boolean waits = !finished && !failed && (kept != null || isWanted());
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

  /** Null when there is nothing. */
  private byte[] read() throws IOException {
    byte[] piece = new byte[pieceLength()];
    int count = input.read(piece);
    received += Math.max(0, count);
    movedNanos = System.nanoTime();
    // Counted as well: the container does not always say that it was the end.
    if (count < 0 || received == length || input.isFinished()) {
      finished = true;
    }
    return count <= 0 ? null : count == piece.length ? piece : Arrays.copyOf(piece, count);
  }

  /** Most bodies are shorter than a piece, and say how long they are. */
  private int pieceLength() {
    long rest = length - received;
    return rest > 0 ? (int) Math.min(PIECE, rest) : PIECE;
  }

  private void keep(byte[] piece) {
    if (piece == null) {
      return;
    }
    boolean announced = kept.size() + piece.length <= length;
    if (!announced && !share.grow(piece.length)) {
      kept.writeBytes(piece);
      handOver();
    } else {
      kept.writeBytes(piece);
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
    }
  }

  private void conclude() {
    if (failed) {
      left();
    } else if (finished && kept != null && !told) {
      told = true;
      taker.whole(kept.toByteArray());
    } else if (finished && kept == null && begin == null) {
      Flow.Subscriber<? super ByteBuffer> to = subscriber;
      subscriber = null;
      if (to != null) {
        to.onComplete();
      }
    }
  }

  private void left() {
    Flow.Subscriber<? super ByteBuffer> to = subscriber;
    subscriber = null;
    if (!told || to != null) {
      told = true;
      // First: the client's failure that follows would be taken for the provider's.
      taker.left();
    }
    if (to != null) {
      to.onError(new IOException("The caller left while it sent its request"));
    }
  }

  /** Once it said no, it must not be asked again before the container calls back. */
  private boolean isReady() {
    if (!ready) {
      return false;
    }
    // Before asking: the container may call back before the answer is here.
    ready = false;
    if (input.isReady()) {
      ready = true;
    }
    return ready;
  }

  @Override
  public void onDataAvailable() {
    turn.enter();
    try {
      ready = true;
      drain.run();
    } finally {
      turn.leave();
    }
  }

  @Override
  public void onAllDataRead() {
    turn.enter();
    try {
      finished = true;
      drain.run();
    } finally {
      turn.leave();
    }
  }

  @Override
  public void onError(Throwable failure) {
    turn.enter();
    try {
      failed = true;
      drain.run();
    } finally {
      turn.leave();
    }
  }
}
