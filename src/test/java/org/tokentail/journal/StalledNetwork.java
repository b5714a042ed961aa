package org.tokentail.journal;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;

/**
 * The network between a node and its database. Once stalled, it takes no more answers, and closes
 * nothing, as a frozen machine does.
 */
final class StalledNetwork implements AutoCloseable {
  private final int database;
  private final ServerSocket door;
  private final Set<Socket> sockets = ConcurrentHashMap.newKeySet();
  private final CountDownLatch end = new CountDownLatch(1);
  private volatile boolean stalled;

  /**
   * @param database its port, on the loopback
   */
  StalledNetwork(int database) throws IOException {
    this.database = database;
    door = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
    start(this::welcome);
  }

  int port() {
    return door.getLocalPort();
  }

  void stall() {
    stalled = true;
  }

  private void welcome() {
    try {
      while (!door.isClosed()) {
        Socket client = door.accept();
        Socket onward = new Socket(InetAddress.getLoopbackAddress(), database);
        sockets.add(client);
        sockets.add(onward);
        start(() -> pass(client, onward, false));
        start(() -> pass(onward, client, true));
      }
    } catch (IOException e) {
      // closed
    }
  }

  private void pass(Socket from, Socket to, boolean answers) {
    byte[] buffer = new byte[8_192];
    try {
      InputStream in = from.getInputStream();
      for (int read = in.read(buffer); read >= 0; read = in.read(buffer)) {
        to.getOutputStream().write(buffer, 0, read);
        if (answers && stalled) {
          end.await();
        }
      }
    } catch (IOException e) {
      // One side is gone.
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  @Override
  public void close() {
    cut();
  }

  /** Ends every connection. */
  void cut() {
    end.countDown();
    try {
      door.close();
      for (Socket socket : sockets) {
        socket.close();
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static void start(Runnable work) {
    Thread thread = new Thread(work, "stalled-network");
    thread.setDaemon(true);
    thread.start();
  }
}
