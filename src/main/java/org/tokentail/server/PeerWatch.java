package org.tokentail.server;

import java.io.IOException;
import java.nio.channels.CancelledKeyException;
import java.nio.channels.ClosedChannelException;
import java.nio.channels.SelectionKey;
import java.nio.channels.Selector;
import java.nio.channels.SocketChannel;
import java.util.ArrayList;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.ThreadFactory;

/**
 * Sees that a peer has closed its connection while nothing is read from it and nothing written to
 * it, which no server tells. One thread watches all of them with a selector of its own: a closed
 * connection becomes readable. So does one on which the next request comes early; which of both it
 * is says the system's table of connections. Thread-safe.
 *
 * <p>Where there is no such table (it is Linux's), nobody is ever said to have gone: it then shows
 * with the next write.
 */
public final class PeerWatch implements AutoCloseable {
  private static final System.Logger LOG = System.getLogger(PeerWatch.class.getName());

  /** A watched connection that its server closes is not free before the next round. */
  private static final long ROUND_MILLIS = 500;

  private final Selector selector;
  private final Queue<Watched> arriving = new ConcurrentLinkedQueue<>();
  private volatile boolean closed;

  /** One connection that is watched. */
  public static final class Watched {
    private final SocketChannel channel;
    private final Runnable gone;
    private volatile boolean over;
    private volatile SelectionKey key;

    private Watched(SocketChannel channel, Runnable gone) {
      this.channel = channel;
      this.gone = gone;
    }

    /** Whether it is watched no more, or not yet again. */
    public boolean isOver() {
      return over;
    }

    /** Ends it; nobody is told any more. */
    public void cancel() {
      over = true;
      SelectionKey registered = key;
      if (registered != null) {
        registered.cancel();
        registered.selector().wakeup();
      }
    }
  }

  public PeerWatch(ThreadFactory threads) throws IOException {
    selector = Selector.open();
    Thread thread = threads.newThread(this::run);
    thread.setName("tokentail-peers");
    thread.start();
  }

  /**
   * Watches a connection until its peer has closed it, or something has come from it.
   *
   * @param channel in non-blocking mode
   * @param gone told once at most, on the watching thread: must not block
   */
  public Watched watch(SocketChannel channel, Runnable gone) {
    Watched watched = new Watched(channel, gone);
    arriving.add(watched);
    selector.wakeup();
    return watched;
  }

  private void run() {
    try (selector) {
      while (!closed) {
        selector.select(ROUND_MILLIS);
        round();
      }
    } catch (IOException e) {
      LOG.log(System.Logger.Level.WARNING, "Peers are watched no more", e);
    }
  }

  /** One that fails must not end the watch of all. */
  private void round() {
    try {
      List<Watched> readable = readable();
      register();
      tell(readable);
    } catch (Throwable e) {
      LOG.log(System.Logger.Level.WARNING, "A look at the peers failed", e);
    }
  }

  private List<Watched> readable() {
    List<Watched> readable = new ArrayList<>();
    for (SelectionKey key : selector.selectedKeys()) {
      key.cancel();
      Watched watched = (Watched) key.attachment();
      if (!watched.over) {
        readable.add(watched);
      }
    }
    selector.selectedKeys().clear();
    return readable;
  }

  private void register() {
    for (int count = arriving.size(); count > 0; count--) {
      Watched watched = arriving.remove();
      if (watched.over) {
        continue;
      }
      try {
        watched.key = watched.channel.register(selector, SelectionKey.OP_READ, watched);
        if (watched.over) {
          watched.key.cancel();
        }
      } catch (CancelledKeyException e) {
        // The last request on this connection is not yet forgotten: with the next round.
        arriving.add(watched);
        selector.wakeup();
      } catch (ClosedChannelException | IllegalArgumentException | IllegalStateException e) {
        watched.over = true;
      }
    }
  }

  private static void tell(List<Watched> readable) {
    if (readable.isEmpty()) {
      return;
    }
    ConnectionTable table = ConnectionTable.read();
    for (Watched watched : readable) {
      boolean over = watched.over;
      watched.over = true;
      if (!over && table.isClosedByPeer(watched.channel)) {
        tell(watched);
      }
    }
  }

  private static void tell(Watched watched) {
    try {
      watched.gone.run();
    } catch (Throwable e) {
      LOG.log(System.Logger.Level.WARNING, "Somebody could not be told that a peer has gone", e);
    }
  }

  @Override
  public void close() {
    closed = true;
    selector.wakeup();
  }
}
