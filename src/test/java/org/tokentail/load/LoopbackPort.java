package org.tokentail.load;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.util.concurrent.ThreadLocalRandom;

/** A port of this machine that nobody uses. */
final class LoopbackPort {
  // Below the range from which outgoing connections take theirs: a client that comes back while
  // the server is down could otherwise sit on the server's port.
  private static final int LOWEST = 20_000;
  private static final int HIGHEST = 29_999;
  private static final int TRIES = 200;

  private LoopbackPort() {}

  static int free() {
    for (int i = 0; i < TRIES; i++) {
      int port = ThreadLocalRandom.current().nextInt(LOWEST, HIGHEST + 1);
      try (ServerSocket socket = new ServerSocket(port, 1, InetAddress.getLoopbackAddress())) {
        return socket.getLocalPort();
      } catch (IOException e) {
        // taken
      }
    }
    throw new IllegalStateException("No free port from " + LOWEST + " to " + HIGHEST);
  }
}
