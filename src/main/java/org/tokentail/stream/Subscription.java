package org.tokentail.stream;

import jakarta.servlet.ServletOutputStream;
import jakarta.servlet.WriteListener;
import jakarta.ws.rs.sse.OutboundSseEvent;
import jakarta.ws.rs.sse.SseEventSink;
import java.io.IOException;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.concurrent.CompletionStage;
import org.tokentail.journal.LogFilter;
import org.tokentail.security.BrowserSession;

/**
 * One client: the sink that JAX-RS opened for it, and a cursor into the log of frames. It has no
 * queue of its own: what it has not taken yet stands in the log, for all clients once.
 *
 * <p>JAX-RS writes the head and the first event; from {@link #start} on the bytes go to the
 * response without blocking, and only the fan-out thread writes.
 */
final class Subscription implements SseEventSink, WriteListener {
  private static final System.Logger LOG = System.getLogger(Subscription.class.getName());

  private final SseEventSink sink;
  private final BrowserSession session;
  private final LogFilter filter;
  private final Deque<byte[]> first = new ArrayDeque<>();

  private Replay replay;
  private Frame frame;
  private long liveFrom;
  private long seq;

  private volatile ServletOutputStream output;
  private volatile Runnable wake;
  private volatile boolean ready;
  private volatile boolean closed;
  private volatile long lastProgress;
  private boolean flushNeeded;
  private boolean released;

  /**
   * @param session the browser session that opened it; null: opened with the key
   * @param seq it gets every change after this one
   * @param now {@link System#nanoTime}
   */
  Subscription(SseEventSink sink, BrowserSession session, LogFilter filter, long seq, long now) {
    this.sink = sink;
    this.session = session;
    this.filter = filter;
    this.seq = seq;
    lastProgress = now;
  }

  boolean isOf(BrowserSession other) {
    return other.equals(session);
  }

  /** Called by the broadcaster: how to wake the fan-out thread. */
  void attach(Runnable wakeFanOut) {
    wake = wakeFanOut;
  }

  /** True the first time: its place among the clients is given back once, whatever fails. */
  synchronized boolean release() {
    boolean held = !released;
    released = true;
    return held;
  }

  /** Before {@link #start}: an event that only this client gets, ahead of all others. */
  void addFirst(byte[] event) {
    first.add(event);
  }

  /**
   * Takes over the response. To be called when the request thread has left JAX-RS: earlier, frames
   * would mix with the response's head.
   */
  void start(ServletOutputStream response) {
    output = response;
    response.setWriteListener(this);
  }

  /**
   * Writes what this client can take without waiting, up to the head of the log. Fan-out thread
   * only.
   */
  void push(FrameLog log, Replays replays, long now) throws IOException {
    if (output == null || !ready || closed) {
      return;
    }
    while (isReady()) {
      byte[] bytes = next(log, replays);
      if (bytes != null) {
        output.write(bytes);
        flushNeeded = true;
        lastProgress = now;
      } else if (flushNeeded) {
        output.flush();
        flushNeeded = false;
      } else {
        lastProgress = now;
        return;
      }
    }
  }

  /** Once it said no, it must not be asked again before the container calls back. */
  private boolean isReady() {
    ready = false;
    if (output.isReady()) {
      ready = true;
      return true;
    }
    return false;
  }

  private byte[] next(FrameLog log, Replays replays) {
    if (!first.isEmpty()) {
      return first.poll();
    }
    return frame != null ? nextLive() : nextMissed(log, replays);
  }

  /**
   * Goes live as soon as memory has everything that is still missing; until then replays from the
   * journal.
   */
  private byte[] nextMissed(FrameLog log, Replays replays) {
    if (replay != null) {
      byte[] bytes = replay.next();
      if (bytes != null || replay.isLoading()) {
        return bytes;
      }
      seq = replay.seq();
    }
    frame = log.after(seq).orElse(null);
    if (frame != null) {
      liveFrom = log.head().index;
      replay = null;
      return nextLive();
    }
    if (replay == null) {
      replay = replays.begin(filter, seq);
    }
    replay.load();
    return null;
  }

  private byte[] nextLive() {
    for (Frame next = frame.next(); next != null; next = frame.next()) {
      frame = next;
      byte[] bytes = isDue(next) ? next.bytesFor(filter) : null;
      if (bytes != null) {
        return bytes;
      }
    }
    return null;
  }

  /** Figures and heartbeats are due if they are news, changes if a replay has not brought them. */
  private boolean isDue(Frame next) {
    return next.seq == 0 ? next.index > liveFrom : next.seq > seq;
  }

  /**
   * True when it must be closed: it took nothing for too long, or what it needs next is about to be
   * forgotten.
   */
  boolean isStalled(FrameLog log, long now, long timeoutNanos) {
    boolean waiting = !ready && now - lastProgress > timeoutNanos;
    return waiting || (frame != null && log.hasFallenBehind(frame));
  }

  @Override
  public void onWritePossible() {
    ready = true;
    wake.run();
  }

  @Override
  public void onError(Throwable failure) {
    closed = true;
    wake.run();
  }

  @Override
  public boolean isClosed() {
    return closed;
  }

  /** For the first event only; later ones go through the log. */
  @Override
  public CompletionStage<?> send(OutboundSseEvent event) {
    return sink.send(event);
  }

  /** Ends the response. May block while the container flushes to a client that does not read. */
  @Override
  public void close() {
    closed = true;
    try {
      sink.close();
    } catch (RuntimeException e) {
      // Closing flushes, and fails where the client has gone: closed it is all the same.
      LOG.log(System.Logger.Level.TRACE, "Stream was already gone", e);
    }
  }
}
