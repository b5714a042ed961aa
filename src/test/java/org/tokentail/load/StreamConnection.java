package org.tokentail.load;

import java.io.IOException;
import java.net.SocketAddress;
import java.net.StandardSocketOptions;
import java.nio.ByteBuffer;
import java.nio.channels.SelectionKey;
import java.nio.channels.Selector;
import java.nio.channels.SocketChannel;
import java.util.List;

/**
 * One client of the stream. The public methods may be called from any thread, the others belong to
 * the thread of its {@link StreamCrowd}.
 */
public final class StreamConnection {
  /** Where a connection stands. */
  public enum State {
    /** Not answered yet. */
    OPENING,
    /** Answered with 200. */
    OPEN,
    /** Answered with another status. */
    REFUSED,
    /** No connection, or none that speaks HTTP. */
    FAILED,
    /** Was open, and the server ended it, or sent what is no event stream. */
    ENDED,
    /** Closed from here. */
    LEFT
  }

  // Others have their turn after so many full buffers.
  private static final int READS_A_TURN = 4;

  private final StreamCrowd crowd;
  private final Opening opening;
  private final SseReader events;
  private final ChunkedBody chunks;
  private ResponseHead head = new ResponseHead();
  private final ByteBuffer request;
  private boolean isChunked;
  private SocketChannel channel;
  private SelectionKey key;
  private long begun;
  private long counted;
  private volatile long published;
  private volatile State state = State.OPENING;
  private volatile int status;
  private volatile String failure = "";

  StreamConnection(
      StreamCrowd crowd, Opening opening, byte[] request, List<byte[]> names, SentAt sentAt) {
    this.crowd = crowd;
    this.opening = opening;
    this.request = ByteBuffer.wrap(request);
    this.events = new SseReader(names, sentAt, opening.observer().isPresent(), new Arrivals());
    this.chunks = new ChunkedBody(events);
  }

  public State state() {
    return state;
  }

  /** The response's status, 0 before there is one. */
  public int status() {
    return status;
  }

  /** Why it failed or ended, empty: the server closed it in due form. */
  public String failure() {
    return failure;
  }

  /** Events of the counted names since it was opened, or since the crowd counts anew. */
  public long events() {
    return published;
  }

  /** Where to resume: the id of its last complete event, empty when none had one. */
  public String lastEventId() {
    return crowd.ask(events::lastEventId);
  }

  /** Closes it as a client that goes away, with FIN (RST when there is unread data). */
  public void leave() {
    crowd.tell(() -> close(State.LEFT, "", false));
  }

  /** Closes it as a client that crashes, with RST. */
  public void reset() {
    crowd.tell(() -> close(State.LEFT, "", true));
  }

  /** Reads nothing more for now. While it is paused, nobody notices that the server closes it. */
  public void pause() {
    crowd.tell(() -> interest(0));
  }

  /** Reads again. */
  public void resume() {
    crowd.tell(() -> interest(SelectionKey.OP_READ));
  }

  private void interest(int operations) {
    if (state == State.OPEN) {
      key.interestOps(operations);
    }
  }

  /** Counts the events from now on. */
  void countAnew() {
    counted = 0;
    published = 0;
  }

  boolean reads() {
    return opening.reads();
  }

  boolean isOlderThan(long nanos) {
    return System.nanoTime() - begun > nanos;
  }

  void connect(Selector selector, SocketAddress server) {
    begun = System.nanoTime();
    try {
      channel = SocketChannel.open();
      channel.configureBlocking(false);
      if (opening.receiveBuffer() > 0) {
        channel.setOption(StandardSocketOptions.SO_RCVBUF, opening.receiveBuffer());
      }
      key = channel.register(selector, SelectionKey.OP_CONNECT, this);
      if (channel.connect(server)) {
        key.interestOps(SelectionKey.OP_WRITE);
      }
    } catch (IOException e) {
      over(e.toString());
    }
  }

  /** The channel can do what it was registered for. */
  void ready(ReadBuffer buffer) {
    try {
      if (key.isConnectable()) {
        channel.finishConnect();
        write();
      } else if (key.isWritable()) {
        write();
      } else if (key.isReadable()) {
        read(buffer);
      }
    } catch (IOException | RuntimeException e) {
      over(e.toString());
    }
  }

  private void write() throws IOException {
    channel.write(request);
    key.interestOps(request.hasRemaining() ? SelectionKey.OP_WRITE : SelectionKey.OP_READ);
  }

  private void read(ReadBuffer buffer) throws IOException {
    boolean isFull = true;
    for (int turn = 0; turn < READS_A_TURN && isFull && key.isValid(); turn++) {
      int length = channel.read(buffer.emptied());
      if (length < 0) {
        over("");
        return;
      }
      isFull = buffer.isFull();
      if (!accept(buffer.bytes(), length)) {
        over("");
      }
    }
    published = counted;
  }

  /** False: this was the end. */
  private boolean accept(byte[] bytes, int length) {
    int from = head == null ? 0 : head.accept(bytes, 0, length);
    if (from < 0) {
      return true;
    }
    if (head != null && !answered()) {
      return true;
    }
    if (isChunked) {
      return chunks.accept(bytes, from, length);
    }
    events.accept(bytes, from, length);
    return true;
  }

  private boolean answered() {
    status = head.status();
    isChunked = head.isChunked();
    head = null;
    if (status != 200) {
      close(State.REFUSED, "status " + status, false);
      return false;
    }
    state = State.OPEN;
    crowd.members().answered(this);
    if (!opening.reads()) {
      key.interestOps(0);
    }
    return true;
  }

  /** The connection is over, and not by us. */
  void over(String reason) {
    close(state == State.OPEN ? State.ENDED : State.FAILED, reason, false);
  }

  private void close(State last, String reason, boolean withReset) {
    State before = state;
    if (before != State.OPENING && before != State.OPEN) {
      return;
    }
    published = counted;
    failure = reason;
    state = last;
    try {
      if (channel != null && withReset) {
        channel.setOption(StandardSocketOptions.SO_LINGER, 0);
      }
      if (channel != null) {
        channel.close();
      }
    } catch (IOException e) {
      failure = reason + " " + e;
    }
    crowd.members().closed(this, last);
    if (last != State.LEFT) {
      opening.onEnd().accept(this);
    }
  }

  private final class Arrivals implements SseReader.Events {
    @Override
    public void counted(long sentAt) {
      counted++;
      crowd.arrived(sentAt);
    }

    @Override
    public void seen(String id, String name, String data) {
      opening.observer().orElseThrow().event(StreamConnection.this, id, name, data);
    }
  }
}
