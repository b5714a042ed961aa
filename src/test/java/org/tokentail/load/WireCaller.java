package org.tokentail.load;

import java.io.BufferedInputStream;
import java.io.ByteArrayOutputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.Socket;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.Random;

/**
 * One connection of a caller who decides over each byte it writes, and takes nothing for whole that
 * does not say so. For one thread.
 */
public final class WireCaller implements AutoCloseable {
  private static final int PATIENCE_MS = 30_000;
  private static final int READ_BUFFER = 64 * 1024;

  private final URI server;
  private final Socket socket;
  private final InputStream in;

  public WireCaller(URI server) throws IOException {
    this.server = server;
    socket = new Socket(server.getHost(), server.getPort());
    socket.setTcpNoDelay(true);
    socket.setSoTimeout(PATIENCE_MS);
    in = new BufferedInputStream(socket.getInputStream(), READ_BUFFER);
  }

  /**
   * The head of a request.
   *
   * @param framing the header that says where its body ends; empty: it has none
   */
  public static byte[] head(String method, URI to, Map<String, String> headers, String framing) {
    StringBuilder head = new StringBuilder();
    head.append(method).append(' ').append(to.getRawPath()).append(" HTTP/1.1\r\n");
    head.append("Host: ").append(to.getRawAuthority()).append("\r\n");
    headers.forEach((name, value) -> head.append(name).append(": ").append(value).append("\r\n"));
    return head.append(framing).append("\r\n").toString().getBytes(StandardCharsets.ISO_8859_1);
  }

  /** Sends a request with a body; nothing is waited for. */
  public void post(
      URI to,
      Map<String, String> headers,
      byte[] body,
      Framing framing,
      Delivery delivery,
      Random random)
      throws IOException {
    byte[] head = head("POST", to, headers, framing.header(body.length));
    delivery.send(socket.getOutputStream(), head, framing.coded(body, random), random);
  }

  /** Sends bytes as they are. */
  public void send(byte[] bytes) throws IOException {
    socket.getOutputStream().write(bytes);
  }

  /** Sends nothing more, and listens on. */
  public void endOutput() throws IOException {
    socket.shutdownOutput();
  }

  /** Ends the connection, whatever has been sent. */
  public void leave() throws IOException {
    socket.close();
  }

  /** Ends the connection as a process that is killed does. */
  public void reset() throws IOException {
    socket.setSoLinger(true, 0);
    socket.close();
  }

  /**
   * The next answer, all of it.
   *
   * @throws IOException it is not whole
   */
  public WireReply reply() throws IOException {
    String head = readHead();
    return new WireReply(head, readBody(head));
  }

  /** The next head, which announces no body. */
  public WireReply interim() throws IOException {
    return new WireReply(readHead(), new byte[0]);
  }

  private String readHead() throws IOException {
    StringBuilder head = new StringBuilder();
    for (String line = line(); !line.isEmpty(); line = line()) {
      head.append(line).append("\r\n");
    }
    if (head.isEmpty()) {
      throw new EOFException("An empty head from " + server);
    }
    return head.toString();
  }

  private String line() throws IOException {
    StringBuilder line = new StringBuilder();
    for (int c = in.read(); c != '\n'; c = in.read()) {
      if (c < 0) {
        throw new EOFException("The answer ends in its head, after: " + line);
      }
      line.append((char) c);
    }
    return line.toString().stripTrailing();
  }

  private byte[] readBody(String head) throws IOException {
    if ("chunked".equalsIgnoreCase(WireReply.header(head, "transfer-encoding"))) {
      return readChunks();
    }
    String length = WireReply.header(head, "content-length");
    return length == null ? in.readAllBytes() : readExactly(Integer.parseInt(length));
  }

  private byte[] readExactly(int length) throws IOException {
    byte[] bytes = in.readNBytes(length);
    if (bytes.length < length) {
      throw new EOFException("%d bytes of %d".formatted(bytes.length, length));
    }
    return bytes;
  }

  private byte[] readChunks() throws IOException {
    ByteArrayOutputStream body = new ByteArrayOutputStream();
    for (int size = size(); size > 0; size = size()) {
      body.writeBytes(readExactly(size));
      line();
    }
    line();
    return body.toByteArray();
  }

  private int size() throws IOException {
    return Integer.parseInt(line().strip(), 16);
  }

  @Override
  public void close() {
    try {
      socket.close();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
