package org.tokentail.it;

import java.io.BufferedOutputStream;
import java.io.ByteArrayOutputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.Socket;
import java.net.URI;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Map;

/**
 * A call over HTTP/2 whose frames are written by hand (RFC 9113, RFC 7541): no client library lets
 * its caller announce another length than it sends.
 */
final class FramedCall {
  private static final int PATIENCE_MS = 30_000;
  private static final int DATA = 0;
  private static final int HEADERS = 1;
  private static final int SETTINGS = 4;
  private static final int END_STREAM = 1;
  private static final int ACK = 1;
  private static final int END_HEADERS = 4;

  private FramedCall() {}

  /** The data of the answer. */
  static String post(URI base, String path, Map<String, String> fields, String body) {
    return post(base, path, fields, body, true);
  }

  /** The answer to a body that does not end. */
  static String unended(URI base, String path, Map<String, String> fields, String body) {
    return post(base, path, fields, body, false);
  }

  private static String post(
      URI base, String path, Map<String, String> fields, String body, boolean ends) {
    try (Socket socket = new Socket(base.getHost(), base.getPort())) {
      socket.setSoTimeout(PATIENCE_MS);
      DataOutputStream out =
          new DataOutputStream(new BufferedOutputStream(socket.getOutputStream()));
      out.writeBytes("PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n");
      frame(out, SETTINGS, 0, 0, new byte[0]);
      ByteArrayOutputStream block = new ByteArrayOutputStream();
      field(block, ":method", "POST");
      field(block, ":scheme", "http");
      field(block, ":path", base.getPath() + path);
      field(block, ":authority", base.getAuthority());
      fields.forEach((name, value) -> field(block, name, value));
      frame(out, HEADERS, END_HEADERS, 1, block.toByteArray());
      frame(out, DATA, ends ? END_STREAM : 0, 1, body.getBytes(StandardCharsets.UTF_8));
      return answer(socket.getInputStream(), out);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static String answer(InputStream in, DataOutputStream out) throws IOException {
    ByteArrayOutputStream answer = new ByteArrayOutputStream();
    while (true) {
      byte[] head = in.readNBytes(9);
      if (head.length < 9) {
        throw new IOException("The connection ended before the answer");
      }
      int length = ByteBuffer.wrap(head).getInt() >>> 8;
      byte[] payload = in.readNBytes(length);
      if (head[3] == SETTINGS && (head[4] & ACK) == 0) {
        frame(out, SETTINGS, ACK, 0, new byte[0]);
      }
      if (head[3] == DATA) {
        answer.write(payload);
      }
      if ((head[3] == DATA || head[3] == HEADERS) && (head[4] & END_STREAM) != 0) {
        return answer.toString(StandardCharsets.UTF_8);
      }
    }
  }

  private static void frame(DataOutputStream out, int type, int flags, int stream, byte[] payload)
      throws IOException {
    out.writeByte(payload.length >> 16);
    out.writeShort(payload.length);
    out.writeByte(type);
    out.writeByte(flags);
    out.writeInt(stream);
    out.write(payload);
    out.flush();
  }

  /** A literal field without indexing, of fewer than 127 bytes each. */
  private static void field(ByteArrayOutputStream block, String name, String value) {
    block.write(0);
    block.write(name.length());
    block.writeBytes(name.getBytes(StandardCharsets.US_ASCII));
    block.write(value.length());
    block.writeBytes(value.getBytes(StandardCharsets.US_ASCII));
  }
}
