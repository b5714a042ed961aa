package org.tokentail.load;

import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.channels.SocketChannel;
import java.nio.charset.StandardCharsets;
import java.util.Locale;

/**
 * A connection for one call after the other. For one thread at a time; interrupting that one closes
 * it.
 */
final class PostConnection implements AutoCloseable {
  private static final int CONNECT_MILLIS = 5_000;
  private static final int ANSWER_MILLIS = 20_000;
  private static final int LONGEST_LINE = 8_192;
  private static final String LENGTH = "content-length:";

  private final URI uri;
  private final byte[] line = new byte[LONGEST_LINE];
  private SocketChannel channel;
  private InputStream in;
  private OutputStream out;

  /** Connects with the first call. */
  PostConnection(URI uri) {
    this.uri = uri;
  }

  /**
   * @return the status
   * @throws IOException no answer within 20 s, or none that is HTTP; it is closed then
   */
  int post(byte[] request) throws IOException {
    try {
      if (channel == null) {
        connect();
      }
      out.write(request);
      return answer();
    } catch (IOException | RuntimeException e) {
      close();
      throw e;
    }
  }

  private void connect() throws IOException {
    channel = SocketChannel.open();
    channel.socket().setTcpNoDelay(true);
    channel.socket().setSoTimeout(ANSWER_MILLIS);
    channel.socket().connect(new InetSocketAddress(uri.getHost(), uri.getPort()), CONNECT_MILLIS);
    in = new BufferedInputStream(channel.socket().getInputStream());
    out = channel.socket().getOutputStream();
  }

  private int answer() throws IOException {
    String[] first = line().split(" ", 3);
    if (first.length < 2 || !first[0].startsWith("HTTP/1.1")) {
      throw new IOException("Not HTTP/1.1: " + String.join(" ", first));
    }
    long length = 0;
    boolean chunked = false;
    boolean last = false;
    for (String header = line(); !header.isEmpty(); header = line()) {
      String lower = header.toLowerCase(Locale.ROOT);
      if (lower.startsWith(LENGTH)) {
        length = Long.parseLong(lower.substring(LENGTH.length()).strip());
      }
      chunked |= lower.equals("transfer-encoding: chunked");
      last |= lower.equals("connection: close");
    }
    if (chunked) {
      skipChunks();
    } else {
      in.skipNBytes(length);
    }
    if (last) {
      close();
    }
    return Integer.parseInt(first[1]);
  }

  private void skipChunks() throws IOException {
    long size;
    do {
      size = Long.parseLong(line().split(";", 2)[0].strip(), 16);
      in.skipNBytes(size);
      line();
    } while (size > 0);
  }

  private String line() throws IOException {
    int length = 0;
    for (int next = in.read(); next != '\n'; next = in.read()) {
      if (next < 0 || length == line.length) {
        throw new IOException("No end of line");
      }
      line[length++] = (byte) next;
    }
    return new String(line, 0, length, StandardCharsets.US_ASCII).strip();
  }

  boolean isOpen() {
    return channel != null && channel.isOpen();
  }

  @Override
  public void close() {
    try {
      if (channel != null) {
        channel.close();
      }
    } catch (IOException e) {
      // Whatever it was in the middle of, it is over.
    }
  }
}
