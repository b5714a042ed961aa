package org.tokentail.load;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.Random;

/** How a message says where its body ends (RFC 9112, section 6.3). */
public enum Framing {
  LENGTH,
  CHUNKED,

  /** With the connection: for answers only. */
  CLOSE;

  private static final int LARGEST_CHUNK = 40_000;
  private static final int TINY_CHUNK = 8;

  /** The header that says it, with the end of its line; empty where there is none. */
  public String header(int length) {
    return switch (this) {
      case LENGTH -> "Content-Length: " + length + "\r\n";
      case CHUNKED -> "Transfer-Encoding: chunked\r\n";
      case CLOSE -> "Connection: close\r\n";
    };
  }

  /** The body as it goes over the wire, to its end. */
  public byte[] coded(byte[] body, Random random) {
    if (this != CHUNKED) {
      return body;
    }
    byte[] chunks = chunks(body, random);
    ByteArrayOutputStream coded = new ByteArrayOutputStream(chunks.length + 5);
    coded.writeBytes(chunks);
    coded.writeBytes("0\r\n\r\n".getBytes(StandardCharsets.US_ASCII));
    return coded.toByteArray();
  }

  /** The body in chunks of odd sizes, some of them tiny, without the end. */
  public static byte[] chunks(byte[] body, Random random) {
    ByteArrayOutputStream coded = new ByteArrayOutputStream(body.length + body.length / 8 + 64);
    int from = 0;
    while (from < body.length) {
      int largest = random.nextInt(4) == 0 ? TINY_CHUNK : LARGEST_CHUNK;
      int size = Math.min(body.length - from, 1 + random.nextInt(largest));
      coded.writeBytes((Integer.toHexString(size) + "\r\n").getBytes(StandardCharsets.US_ASCII));
      coded.write(body, from, size);
      coded.writeBytes("\r\n".getBytes(StandardCharsets.US_ASCII));
      from += size;
    }
    return coded.toByteArray();
  }
}
