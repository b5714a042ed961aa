package org.tokentail.load;

import java.io.ByteArrayOutputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.SocketException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import org.tokentail.load.TestProvider.Received;

/** Reads requests from a connection, and takes none for whole that is not. */
final class RequestReader {
  private static final int HEX = 16;

  private RequestReader() {}

  /**
   * The next request; null where the other side ended the connection before its body.
   *
   * @param out for "100 Continue", where it is waited for
   * @param headRead called before its body is read
   * @throws EOFException it ended in the middle of a body
   */
  static Received read(InputStream in, OutputStream out, Runnable headRead) throws IOException {
    String first = line(in);
    if (first == null) {
      return null;
    }
    List<String> headers = new ArrayList<>();
    for (String line = line(in); line == null || !line.isEmpty(); line = line(in)) {
      if (line == null) {
        return null;
      }
      headers.add(line);
    }
    String[] words = first.split(" ", -1);
    Received head = new Received(words[0], words[1], List.copyOf(headers), new byte[0]);
    if ("100-continue".equals(head.header("expect"))) {
      out.write("HTTP/1.1 100 Continue\r\n\r\n".getBytes(StandardCharsets.US_ASCII));
    }
    headRead.run();
    try {
      return new Received(words[0], words[1], head.headers(), body(in, head));
    } catch (SocketException e) {
      // Reset: cut off as well.
      throw (EOFException) new EOFException("The connection broke").initCause(e);
    }
  }

  private static byte[] body(InputStream in, Received head) throws IOException {
    if (head.header("content-length") != null) {
      return exactly(in, Integer.parseInt(head.header("content-length")));
    }
    ByteArrayOutputStream body = new ByteArrayOutputStream();
    if ("chunked".equalsIgnoreCase(head.header("transfer-encoding"))) {
      for (int size = size(in); size > 0; size = size(in)) {
        body.write(exactly(in, size));
        line(in);
      }
      line(in);
    }
    return body.toByteArray();
  }

  private static byte[] exactly(InputStream in, int length) throws IOException {
    byte[] bytes = in.readNBytes(length);
    if (bytes.length < length) {
      throw new EOFException("%d bytes of %d".formatted(bytes.length, length));
    }
    return bytes;
  }

  private static int size(InputStream in) throws IOException {
    String line = line(in);
    if (line == null) {
      throw new EOFException("The chunks have no end");
    }
    return Integer.parseInt(line, HEX);
  }

  /** Null at the end. */
  private static String line(InputStream in) throws IOException {
    StringBuilder line = new StringBuilder();
    int c;
    try {
      while ((c = in.read()) >= 0 && c != '\n') {
        line.append((char) c);
      }
    } catch (SocketException e) {
      return null;
    }
    if (c < 0) {
      return null;
    }
    int last = line.length() - 1;
    if (last >= 0 && line.charAt(last) == '\r') {
      line.setLength(last);
    }
    return line.toString();
  }
}
