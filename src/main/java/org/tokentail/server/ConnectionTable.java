package org.tokentail.server;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.channels.SocketChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;

/**
 * The system's table of TCP connections, as Linux shows it (proc(5), "/proc/net/tcp"): which of
 * them are established. Immutable.
 */
final class ConnectionTable {
  private static final List<Path> FILES =
      List.of(Path.of("/proc/self/net/tcp"), Path.of("/proc/self/net/tcp6"));

  private static final String ESTABLISHED = "01";
  private static final int WORD = 4;

  /** Local port, remote address and remote port of each, in the table's own spelling. */
  private final Set<String> established;

  private final boolean known;

  private ConnectionTable(Set<String> established, boolean known) {
    this.established = established;
    this.known = known;
  }

  /** As it is now; unknown where there is none. */
  static ConnectionTable read() {
    Set<String> established = new HashSet<>();
    boolean known = false;
    for (Path file : FILES) {
      try (Stream<String> lines = Files.lines(file)) {
        lines.skip(1).forEach(line -> add(established, line.strip().split("\\s+", 5)));
        known = true;
      } catch (IOException | UncheckedIOException e) {
        // not Linux, or without IPv6
      }
    }
    return new ConnectionTable(established, known);
  }

  private static void add(Set<String> established, String[] columns) {
    if (columns.length > WORD - 1 && columns[3].equals(ESTABLISHED)) {
      String[] remote = columns[2].split(":", 2);
      established.add(key(columns[1].split(":", 2)[1], remote[0], remote[1]));
    }
  }

  private static String key(String localPort, String remoteAddress, String remotePort) {
    // An IPv4 address may be written as the end of an IPv6 one.
    boolean mapped = remoteAddress.startsWith("0000000000000000FFFF0000");
    return localPort
        + " "
        + (mapped ? remoteAddress.substring(24) : remoteAddress)
        + " "
        + remotePort;
  }

  /** Whether the peer has closed this connection; false where it cannot be known. */
  boolean isClosedByPeer(SocketChannel channel) {
    try {
      return known
          && channel.getLocalAddress() instanceof InetSocketAddress local
          && channel.getRemoteAddress() instanceof InetSocketAddress remote
          && !established.contains(key(port(local), hex(remote.getAddress()), port(remote)));
    } catch (IOException e) {
      return true;
    }
  }

  private static String port(InetSocketAddress address) {
    return String.format("%04X", address.getPort());
  }

  /** In words of four bytes, each the wrong way round: that of a little-endian machine. */
  private static String hex(InetAddress address) {
    byte[] bytes = address.getAddress();
    StringBuilder hex = new StringBuilder();
    for (int word = 0; word < bytes.length; word += WORD) {
      for (int i = WORD - 1; i >= 0; i--) {
        hex.append(String.format("%02X", bytes[word + i]));
      }
    }
    return hex.toString();
  }
}
