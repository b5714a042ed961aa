package org.tokentail.load;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.Random;

/** What a {@link TestProvider} can do with one answer. For one thread. */
public final class ProviderWire {
  private static final byte[] CRLF = {'\r', '\n'};

  private final Socket socket;
  private final InputStream in;
  private final OutputStream out;
  private final boolean headOnly;
  private boolean closed;

  ProviderWire(Socket socket, InputStream in, boolean headOnly) throws IOException {
    this.socket = socket;
    this.in = in;
    this.headOnly = headOnly;
    out = socket.getOutputStream();
  }

  /** Status line and headers, each "name: value". */
  public ProviderWire head(int status, String... headers) throws IOException {
    StringBuilder head = new StringBuilder("HTTP/1.1 " + status + " Of the test\r\n");
    for (String header : headers) {
      head.append(header).append("\r\n");
    }
    out.write(head.append("\r\n").toString().getBytes(StandardCharsets.ISO_8859_1));
    return this;
  }

  /** A whole answer of known length. */
  public void whole(int status, byte[] body, String... headers) throws IOException {
    String[] all = new String[headers.length + 1];
    System.arraycopy(headers, 0, all, 0, headers.length);
    all[headers.length] = "Content-Length: " + body.length;
    head(status, all);
    if (!headOnly) {
      out.write(body);
    }
  }

  public void json(int status, String body, String... headers) throws IOException {
    String[] all = new String[headers.length + 1];
    System.arraycopy(headers, 0, all, 0, headers.length);
    all[headers.length] = "Content-Type: application/json";
    whole(status, body.getBytes(StandardCharsets.UTF_8), all);
  }

  /** The head of an event stream of unknown length. */
  public ProviderWire events(String... headers) throws IOException {
    String[] all = new String[headers.length + 2];
    System.arraycopy(headers, 0, all, 0, headers.length);
    all[headers.length] = "Content-Type: text/event-stream; charset=utf-8";
    all[headers.length + 1] = "Transfer-Encoding: chunked";
    return head(200, all);
  }

  /** A piece of a body of unknown length. */
  public ProviderWire chunk(byte[] bytes) throws IOException {
    byte[] size = Integer.toHexString(bytes.length).getBytes(StandardCharsets.US_ASCII);
    byte[] framed = new byte[size.length + bytes.length + 4];
    System.arraycopy(size, 0, framed, 0, size.length);
    System.arraycopy(CRLF, 0, framed, size.length, 2);
    System.arraycopy(bytes, 0, framed, size.length + 2, bytes.length);
    System.arraycopy(CRLF, 0, framed, framed.length - 2, 2);
    out.write(framed);
    return this;
  }

  public ProviderWire chunk(String text) throws IOException {
    return chunk(text.getBytes(StandardCharsets.UTF_8));
  }

  /** Ends a body of unknown length. */
  public void end() throws IOException {
    out.write("0\r\n\r\n".getBytes(StandardCharsets.US_ASCII));
  }

  /**
   * A whole answer that says where it ends, and comes, as it is told.
   *
   * @param random for what is left open
   */
  public void deliver(
      byte[] body, Framing framing, Delivery delivery, Random random, String... headers)
      throws IOException {
    StringBuilder head = new StringBuilder("HTTP/1.1 200 Of the test\r\n");
    for (String header : headers) {
      head.append(header).append("\r\n");
    }
    head.append(framing.header(body.length)).append("\r\n");
    byte[] first = head.toString().getBytes(StandardCharsets.ISO_8859_1);
    delivery.send(out, first, framing.coded(body, random), random);
    if (framing == Framing.CLOSE) {
      close();
    }
  }

  /** Bytes as they are. */
  public ProviderWire raw(byte[] bytes) throws IOException {
    out.write(bytes);
    return this;
  }

  /** Ends the connection in good order, wherever the answer stands. */
  public void close() throws IOException {
    closed = true;
    socket.close();
  }

  /** Ends the connection as a process that is killed does. */
  public void reset() throws IOException {
    closed = true;
    socket.setSoLinger(true, 0);
    socket.close();
  }

  /** Waits until the other side ends the connection. */
  public void untilLeft() throws IOException {
    closed = true;
    try {
      while (in.read() >= 0) {}
    } catch (IOException e) {
      // reset: left as well
    }
  }

  boolean mayGoOn() {
    return !closed;
  }
}
