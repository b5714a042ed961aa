package org.tokentail.stream;

import jakarta.ws.rs.sse.OutboundSseEvent;
import jakarta.ws.rs.sse.SseEventSink;
import java.io.IOException;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.concurrent.CompletionStage;
import org.tokentail.security.BrowserSession;
import org.tokentail.stream.output.Outlet;
import org.tokentail.stream.page.PageCursor;

/**
 * One client: the sink that JAX-RS opened for it, and a cursor into the log of its channel. It has
 * no queue of its own: what it has not taken yet stands in the log, for all clients once.
 *
 * <p>JAX-RS writes the head and the first event; from {@link #start} on the bytes go to the outlet,
 * and only the fan-out thread writes.
 */
final class Subscription implements SseEventSink {
  /** Null once it has been started: it holds on to all that JAX-RS keeps for a request. */
  private SseEventSink sink;

  private final BrowserSession session;
  private final Channel channel;
  private final Visitor visitor;
  private final Sent sent = new Sent();
  private final Deque<Chunk> first = new ArrayDeque<>();

  private Replay replay;
  private PageCursor cursor;
  private Chunk chunk;
  private long seq;
  private long lastProgress;
  private boolean waiting = true;
  private boolean flushNeeded;
  private boolean released;

  private volatile Outlet outlet;
  private volatile boolean closed;

  /**
   * @param session the browser session that opened it; null: opened with the key
   * @param seq it gets every change after this one
   * @param now {@link System#nanoTime}
   */
  Subscription(
      SseEventSink sink,
      BrowserSession session,
      Channel channel,
      Visitor visitor,
      long seq,
      long now) {
    this.sink = sink;
    this.session = session;
    this.channel = channel;
    this.visitor = visitor;
    this.seq = seq;
    lastProgress = now;
    sent.reached(seq);
  }

  boolean isOf(BrowserSession other) {
    return other.equals(session);
  }

  Channel channel() {
    return channel;
  }

  Visitor visitor() {
    return visitor;
  }

  Sent sent() {
    return sent;
  }

  /** True the first time: its place among the clients is given back once, whatever fails. */
  synchronized boolean release() {
    boolean held = !released;
    released = true;
    return held;
  }

  /** Before {@link #start}: events that only this client gets, ahead of all others. */
  void addFirst(byte[] event) {
    first.add(new Chunk(event, 1));
  }

  /** From now on it is written to. */
  void start(Outlet opened) {
    boolean late;
    synchronized (this) {
      outlet = opened;
      sink = null;
      late = closed;
    }
    if (late) {
      opened.abort();
    }
  }

  /**
   * Writes what this client can take without waiting, up to the head of the log. Fan-out thread
   * only.
   *
   * @return how many events that were
   */
  long push(Replays replays, long now) throws IOException {
    Outlet to = outlet;
    if (to == null || closed) {
      return 0;
    }
    long before = sent.events();
    waiting = !writeAll(to, replays, now) || !flush(to);
    if (!waiting) {
      lastProgress = now;
    }
    return sent.events() - before;
  }

  private boolean writeAll(Outlet to, Replays replays, long now) throws IOException {
    while (hasNext(replays)) {
      if (!to.isReady()) {
        return false;
      }
      write(to);
      flushNeeded = true;
      lastProgress = now;
    }
    return true;
  }

  private boolean flush(Outlet to) throws IOException {
    if (flushNeeded && to.isReady()) {
      to.flush();
      flushNeeded = false;
    }
    return !flushNeeded;
  }

  private boolean hasNext(Replays replays) {
    if (chunk == null) {
      chunk = first.poll();
    }
    if (chunk == null && cursor == null) {
      chunk = nextMissed(replays);
    }
    return chunk != null || (cursor != null && cursor.load());
  }

  private void write(Outlet to) throws IOException {
    if (chunk != null) {
      to.write(chunk.bytes(), 0, chunk.bytes().length);
      sent.add(chunk.events(), chunk.bytes().length);
      chunk = null;
    } else {
      int length = cursor.to() - cursor.from();
      to.write(cursor.bytes(), cursor.from(), cursor.to());
      sent.add(cursor.taken(), length);
      sent.reached(cursor.index());
    }
  }

  /**
   * Goes live as soon as memory has everything that is still missing; until then replays from the
   * journal.
   */
  private Chunk nextMissed(Replays replays) {
    if (replay != null) {
      Chunk next = replay.next();
      if (next != null || replay.isLoading()) {
        return next;
      }
      seq = replay.seq();
      sent.reached(seq);
    }
    cursor = channel.log().after(seq).orElse(null);
    if (cursor != null) {
      replay = null;
      sent.live(cursor.index());
      return null;
    }
    if (replay == null) {
      replay = replays.begin(channel.view(), seq);
    }
    replay.load();
    return null;
  }

  /** How much it has still to take, in events, or in changes while it is replayed. */
  long lag() {
    long head = sent.isLive() ? channel.log().frames() : channel.log().headSeq();
    return Math.max(0, head - sent.position());
  }

  /** True when it must be closed: it took nothing for too long, or is too far behind. */
  boolean isStalled(long now, long timeoutNanos) {
    return waiting
        && (now - lastProgress > timeoutNanos
            || (cursor != null && channel.isTooFarBehind(cursor)));
  }

  /** Whether it has not taken everything there is. Fan-out thread only. */
  boolean isWaiting() {
    return waiting;
  }

  @Override
  public boolean isClosed() {
    Outlet opened = outlet;
    return closed || (opened != null && opened.isBroken());
  }

  /** For the first event only; later ones go through the log. */
  @Override
  public CompletionStage<?> send(OutboundSseEvent event) {
    return sink().send(event);
  }

  /** Ends the response. May wait for the client to take the rest. */
  @Override
  public void close() {
    end(false);
  }

  /**
   * Ends the response.
   *
   * @param atOnce without waiting for the client
   */
  void end(boolean atOnce) {
    Outlet opened;
    SseEventSink opening;
    synchronized (this) {
      closed = true;
      opened = outlet;
      opening = sink;
    }
    if (opened == null) {
      opening.close();
    } else if (atOnce) {
      opened.abort();
    } else {
      opened.close();
    }
  }

  /** Null once it has been started. */
  synchronized SseEventSink sink() {
    return sink;
  }
}
