package org.tokentail.it;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.URI;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicLong;

/** The network between a client and the server: it passes bytes, until the test cuts it. */
final class CuttableRelay implements AutoCloseable {
  private final URI server;
  private final ServerSocket door;
  private final Set<Socket> sockets = ConcurrentHashMap.newKeySet();

  /** Bytes of answers that still pass before the next tear. */
  private final AtomicLong allowance = new AtomicLong(Long.MAX_VALUE);

  private volatile boolean outage;

  CuttableRelay(URI server) {
    this.server = server;
    try {
      door = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    start(this::welcome);
  }

  /** The server as a client behind this relay knows it. */
  URI base() {
    return URI.create("http://127.0.0.1:%d%s".formatted(door.getLocalPort(), server.getPath()));
  }

  /** Resets every connection. The next one passes. */
  void cut() {
    sockets.forEach(socket -> close(socket, true));
  }

  /** Ends every connection once so many more bytes came from the server: within an event, maybe. */
  void tearAfter(long bytes) {
    allowance.set(bytes);
  }

  /** Resets every connection, and each that comes until this is over. */
  void outage(boolean begins) {
    outage = begins;
    if (begins) {
      cut();
    }
  }

  @Override
  public void close() {
    try {
      door.close();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    cut();
  }

  private void welcome() {
    while (!door.isClosed()) {
      try {
        Socket client = door.accept();
        sockets.add(client);
        if (outage) {
          close(client, true);
          continue;
        }
        Socket onward = new Socket(server.getHost(), server.getPort());
        sockets.add(onward);
        start(() -> pass(client, onward, false));
        start(() -> pass(onward, client, true));
      } catch (IOException e) {
        // The relay is closed, or the server does not answer: clients see it as they would without.
        cut();
      }
    }
  }

  private void pass(Socket from, Socket to, boolean answers) {
    byte[] buffer = new byte[4_096];
    try {
      int read = from.getInputStream().read(buffer);
      while (read >= 0) {
        int passed = answers ? take(read) : read;
        to.getOutputStream().write(buffer, 0, passed);
        read = passed < read ? -1 : from.getInputStream().read(buffer);
      }
    } catch (IOException e) {
      // One side is gone, so the other goes too.
    }
    close(from, false);
    close(to, false);
  }

  /** How many of the bytes may pass. */
  private int take(int bytes) {
    long before = allowance.getAndUpdate(left -> left < bytes ? Long.MAX_VALUE : left - bytes);
    return (int) Math.min(before, bytes);
  }

  private void close(Socket socket, boolean reset) {
    sockets.remove(socket);
    try (socket) {
      // Bytes that are on their way get lost with a reset; a tear delivers them first.
      socket.setSoLinger(reset, 0);
    } catch (IOException e) {
      // It was closed before.
    }
  }

  private static void start(Runnable work) {
    Thread thread = new Thread(work, "relay");
    thread.setDaemon(true);
    thread.start();
  }
}
