package org.tokentail.soak;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.StandardSocketOptions;
import java.net.URI;
import java.nio.ByteBuffer;
import java.nio.channels.SocketChannel;
import java.nio.charset.StandardCharsets;

/**
 * Somebody without a key who takes a connection and as much of the server's time as it gets. For
 * the thread of its {@link StrangerCrowd}.
 */
final class Stranger {
  /** What it does slowly. */
  enum Way {
    /** Sends the body of a login, a byte at a time. */
    BODY(
        "POST %sapi/session HTTP/1.1\r\nHost: x\r\nContent-Type: application/json\r\nContent-Length: 1000\r\n\r\n{"),
    /** Sends the head of a request, a byte at a time. */
    HEAD("GET %s HTTP/1.1\r\nHost: x\r\nX-Slow: "),
    /** Asks for the page's largest file eight times, and takes a byte at a time. */
    READER("GET %s HTTP/1.1\r\nHost: x\r\n\r\n");

    private final String request;

    Way(String request) {
      this.request = request;
    }
  }

  private static final int PIPELINED = 8;
  private static final int SMALL_BUFFER = 2_048;

  private final Way way;
  private final SocketChannel channel;
  private boolean gone;

  private Stranger(Way way, SocketChannel channel) {
    this.way = way;
    this.channel = channel;
  }

  /**
   * Connects, and begins.
   *
   * @param file path of a file of the page
   */
  static Stranger at(URI server, Way way, String file) throws IOException {
    SocketChannel channel = SocketChannel.open();
    channel.setOption(StandardSocketOptions.SO_RCVBUF, SMALL_BUFFER);
    channel.connect(new InetSocketAddress(server.getHost(), server.getPort()));
    String path = way == Way.READER ? file : server.getPath();
    String request = way.request.formatted(path).repeat(way == Way.READER ? PIPELINED : 1);
    channel.write(ByteBuffer.wrap(request.getBytes(StandardCharsets.US_ASCII)));
    channel.configureBlocking(false);
    return new Stranger(way, channel);
  }

  /** One byte. */
  void step() {
    try {
      if (way == Way.READER) {
        gone = channel.read(ByteBuffer.allocate(1)) < 0;
      } else {
        channel.write(ByteBuffer.wrap(new byte[] {' '}));
      }
    } catch (IOException e) {
      gone = true;
    }
  }

  boolean isGone() {
    return gone;
  }

  void leave() {
    try {
      channel.close();
    } catch (IOException e) {
      // It is gone either way.
    }
  }
}
