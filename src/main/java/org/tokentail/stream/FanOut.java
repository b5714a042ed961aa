package org.tokentail.stream;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.ThreadFactory;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BiConsumer;
import org.tokentail.security.BrowserSession;

/**
 * The one thread that writes to all clients, each as far as it can take without waiting. It never
 * blocks, so nobody waits for anybody.
 */
final class FanOut implements AutoCloseable {
  private static final System.Logger LOG = System.getLogger(FanOut.class.getName());
  private static final long SWEEP_NANOS = 500_000_000;
  private static final long CLOSE_TIMEOUT_MS = 2_000;

  /** A round that hurts nobody if it comes again at once. */
  private static final long LONG_ROUND_NANOS = 8_000_000;

  private static final long MAX_REST_NANOS = 25_000_000;

  /** Events a client and round that mean heavy load. */
  private static final int HEAVY = 4;

  private final Replays replays;
  private final long stallNanos;
  private final BiConsumer<Subscription, Throwable> gone;
  private final Queue<Subscription> joining = new ConcurrentLinkedQueue<>();
  private final Queue<BrowserSession> endedSessions = new ConcurrentLinkedQueue<>();
  private final List<Subscription> clients = new ArrayList<>();
  private final AtomicBoolean signalled = new AtomicBoolean();
  private final Thread thread;
  private volatile boolean closed;

  /** The last round is over: nobody is served any more. */
  private volatile boolean ended;

  /** Of the last round: how long it took, how many clients got how many events. */
  private long took;

  private long served;
  private long events;

  /**
   * @param gone told of every client that is over, with the failure or null; must not block
   */
  FanOut(
      Replays replays,
      long stallNanos,
      BiConsumer<Subscription, Throwable> gone,
      ThreadFactory threads) {
    this.replays = replays;
    this.stallNanos = stallNanos;
    this.gone = gone;
    thread = threads.newThread(this::run);
    thread.setName("tokentail-fanout");
  }

  void start() {
    thread.start();
  }

  void add(Subscription client) {
    joining.add(client);
    wake();
    if (ended) {
      releaseJoining();
    }
  }

  boolean isAlive() {
    return thread.isAlive();
  }

  /** Ends the streams of a browser session. */
  void end(BrowserSession session) {
    endedSessions.add(session);
    wake();
  }

  /** Something is to be written, or can be written now. Cheap, from any thread. */
  void wake() {
    if (!signalled.getAndSet(true)) {
      LockSupport.unpark(thread);
    }
  }

  /** Writes what clients can take at once, then ends every stream. */
  @Override
  public void close() {
    closed = true;
    wake();
    try {
      thread.join(CLOSE_TIMEOUT_MS);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private void run() {
    while (!closed) {
      if (!signalled.getAndSet(false)) {
        LockSupport.parkNanos(this, SWEEP_NANOS);
        forgetInterrupt();
        signalled.set(false);
      }
      guardedRound();
      rest();
    }
    guardedRound();
    clients.forEach(client -> gone.accept(client, null));
    ended = true;
    releaseJoining();
  }

  /** Those who came after the last round. */
  private void releaseJoining() {
    for (Subscription client = joining.poll(); client != null; client = joining.poll()) {
      gone.accept(client, null);
    }
  }

  /** With the flag set, parking returns at once: this would be a busy loop until the end. */
  private static void forgetInterrupt() {
    if (Thread.interrupted()) {
      LOG.log(System.Logger.Level.DEBUG, "The server interrupts its threads; this one is closed");
    }
  }

  /** Whatever happens in a round, even an OutOfMemoryError: the others must go on being served. */
  private void guardedRound() {
    try {
      round();
    } catch (Throwable e) {
      LOG.log(System.Logger.Level.ERROR, "A round of the fan-out failed", e);
    }
  }

  private void round() {
    for (Subscription client = joining.poll(); client != null; client = joining.poll()) {
      clients.add(client);
    }
    for (BrowserSession session = endedSessions.poll();
        session != null;
        session = endedSessions.poll()) {
      drop(session);
    }
    long now = System.nanoTime();
    served = 0;
    events = 0;
    clients.removeIf(client -> !serve(client, now));
    took = System.nanoTime() - now;
  }

  /**
   * Under heavy load, waits as long as the round took: what is committed meanwhile goes out in one
   * write a client more than it would have taken, and the processor is left to those who write and
   * read. Where a write carries a few events only, the next one shall not wait.
   */
  private void rest() {
    if (took < LONG_ROUND_NANOS || events <= HEAVY * served) {
      return;
    }
    try {
      TimeUnit.NANOSECONDS.sleep(Math.min(took, MAX_REST_NANOS));
    } catch (InterruptedException e) {
      LOG.log(System.Logger.Level.DEBUG, "Nobody interrupts the fan-out; it is closed", e);
    }
  }

  private void drop(BrowserSession session) {
    clients.stream()
        .filter(client -> client.isOf(session))
        .forEach(client -> gone.accept(client, null));
    clients.removeIf(client -> client.isOf(session));
  }

  /** False when the client is over. */
  private boolean serve(Subscription client, long now) {
    if (client.isClosed()) {
      gone.accept(client, null);
      return false;
    }
    try {
      long written = client.push(replays, now);
      events += written;
      served += written > 0 ? 1 : 0;
    } catch (Throwable e) {
      gone.accept(client, e);
      return false;
    }
    if (client.isStalled(now, stallNanos)) {
      gone.accept(client, new StalledException());
      return false;
    }
    return true;
  }

  /** A client that does not keep up; it can come back and resume. */
  static final class StalledException extends IOException {
    private static final long serialVersionUID = 1;

    StalledException() {
      super("it took nothing for too long, or fell behind the backlog");
    }
  }
}
