package org.tokentail.load;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.channels.SelectionKey;
import java.nio.channels.Selector;
import java.nio.charset.StandardCharsets;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.function.LongConsumer;

/**
 * Callers that post the same call, each on a connection that is kept. Written and read by the
 * thread that asks: the load of a benchmark shares the processor with what it measures, and a
 * thread a call, or the JDK's client, took most of it. For one thread.
 */
public final class CallCrowd implements AutoCloseable {
  private final InetSocketAddress server;
  private final byte[] request;
  private final LongConsumer firstBytes;
  private final Selector selector;
  private final ReadBuffer buffer = new ReadBuffer();
  private final Deque<CallConnection> idle = new ArrayDeque<>();
  private int open;
  private long ended;

  /**
   * @param headers besides those of the body
   * @param json what is posted
   * @param firstBytes told the nanoseconds from a call's begin to the first bytes of its answer's
   *     body
   */
  public CallCrowd(URI target, Map<String, String> headers, String json, LongConsumer firstBytes) {
    server = new InetSocketAddress(target.getHost(), target.getPort());
    this.firstBytes = firstBytes;
    byte[] body = json.getBytes(StandardCharsets.UTF_8);
    Map<String, String> all = new LinkedHashMap<>(headers);
    all.put("Content-Length", "" + body.length);
    byte[] head = HttpRequestHead.post(target, all);
    request = new byte[head.length + body.length];
    System.arraycopy(head, 0, request, 0, head.length);
    System.arraycopy(body, 0, request, head.length, body.length);
    try {
      selector = Selector.open();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Calls under way. */
  public int open() {
    return open;
  }

  /** Calls that were answered with 200, to the end. */
  public long ended() {
    return ended;
  }

  /**
   * Begins a call.
   *
   * @param nanos when it was due, on the monotonic clock: what this thread is late by counts
   */
  public void begin(long nanos) {
    try {
      CallConnection connection = idle.poll();
      while (connection != null && !connection.isOpen()) {
        connection = idle.poll();
      }
      if (connection == null) {
        connection = new CallConnection(this, selector, server, request);
      }
      open++;
      connection.call(nanos);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /**
   * Reads what comes, until something came or that time on the monotonic clock.
   *
   * @throws UncheckedIOException a call was not answered with 200, or not to its end
   */
  public void await(long untilNanos) {
    long millis = TimeUnit.NANOSECONDS.toMillis(untilNanos - System.nanoTime());
    try {
      if (millis > 0) {
        selector.select(this::ready, millis);
      } else {
        selector.selectNow(this::ready);
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private void ready(SelectionKey key) {
    try {
      ((CallConnection) key.attachment()).ready(buffer);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  void first(long begunNanos) {
    firstBytes.accept(System.nanoTime() - begunNanos);
  }

  void ended(CallConnection connection) {
    open--;
    ended++;
    if (connection.isOpen()) {
      // The one that was used last: the others may be closed for idleness.
      idle.push(connection);
    }
  }

  @Override
  public void close() {
    try (selector) {
      for (SelectionKey key : selector.keys()) {
        ((CallConnection) key.attachment()).close();
      }
      selector.selectNow();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
