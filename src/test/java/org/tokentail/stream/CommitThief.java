package org.tokentail.stream;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicBoolean;

/**
 * The network between Tokentail and its database. Once armed, it passes the next commit on and
 * keeps every answer after it on that connection, without closing it, as a machine does that
 * vanishes.
 */
final class CommitThief implements AutoCloseable {
  private final int database;
  private final ServerSocket door;
  private final AtomicBoolean armed = new AtomicBoolean();
  private final Set<Socket> silenced = ConcurrentHashMap.newKeySet();
  private final Set<Socket> sockets = ConcurrentHashMap.newKeySet();

  /**
   * @param database its port, on the loopback
   */
  CommitThief(int database) {
    this.database = database;
    try {
      door = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    start(this::welcome);
  }

  int port() {
    return door.getLocalPort();
  }

  void stealNextCommit() {
    armed.set(true);
  }

  private void welcome() {
    try {
      while (!door.isClosed()) {
        Socket client = door.accept();
        Socket onward = new Socket(InetAddress.getLoopbackAddress(), database);
        sockets.add(client);
        sockets.add(onward);
        start(() -> pass(client, onward));
        start(() -> answer(onward, client));
      }
    } catch (IOException e) {
      // closed
    }
  }

  private void pass(Socket client, Socket onward) {
    byte[] buffer = new byte[64 * 1024];
    try (client;
        onward) {
      InputStream in = client.getInputStream();
      for (int read = in.read(buffer); read >= 0; read = in.read(buffer)) {
        String words = new String(buffer, 0, read, StandardCharsets.ISO_8859_1);
        if (words.contains("COMMIT") && armed.compareAndSet(true, false)) {
          silenced.add(client);
        }
        onward.getOutputStream().write(buffer, 0, read);
      }
    } catch (IOException e) {
      // One side is gone, so the other goes too.
    }
  }

  private void answer(Socket onward, Socket client) {
    byte[] buffer = new byte[64 * 1024];
    try {
      InputStream in = onward.getInputStream();
      for (int read = in.read(buffer); read >= 0; read = in.read(buffer)) {
        if (!silenced.contains(client)) {
          client.getOutputStream().write(buffer, 0, read);
        }
      }
    } catch (IOException e) {
      // One side is gone.
    }
  }

  @Override
  public void close() {
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
    Thread thread = new Thread(work, "commit-thief");
    thread.setDaemon(true);
    thread.start();
  }
}
