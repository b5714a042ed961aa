package org.tokentail.load;

import java.util.Locale;

/** The head of an HTTP/1.1 response that comes in pieces of any size. For one thread. */
final class ResponseHead {
  private static final int LONGEST = 64 * 1024;
  private static final String END = "\r\n\r\n";
  private static final String LENGTH = "content-length:";

  private final ByteBlock head = new ByteBlock(LONGEST);
  private int matched;

  /**
   * The next bytes.
   *
   * @return where in these bytes the body begins, or -1 when the head goes on
   */
  int accept(byte[] bytes, int from, int to) {
    for (int i = from; i < to; i++) {
      matched = bytes[i] == END.charAt(matched) ? matched + 1 : bytes[i] == '\r' ? 1 : 0;
      if (matched == END.length()) {
        head.append(bytes, from, i + 1);
        return i + 1;
      }
    }
    head.append(bytes, from, to);
    return -1;
  }

  /** The status of a complete head. */
  int status() {
    String[] statusLine = head.toString().split("[ \r]", 3);
    if (statusLine.length < 3 || !statusLine[0].startsWith("HTTP/1.")) {
      throw new IllegalArgumentException("Not HTTP: " + head);
    }
    return Integer.parseInt(statusLine[1]);
  }

  boolean isChunked() {
    return head.toString().toLowerCase(Locale.ROOT).contains("\r\ntransfer-encoding: chunked\r\n");
  }

  /** Bytes of the body; 0 where it is not said. */
  long contentLength() {
    return head.toString()
        .lines()
        .filter(line -> line.regionMatches(true, 0, LENGTH, 0, LENGTH.length()))
        .mapToLong(line -> Long.parseLong(line.substring(LENGTH.length()).strip()))
        .findFirst()
        .orElse(0);
  }

  /** Whether the server ends the connection after this response. */
  boolean isLast() {
    return head.toString().toLowerCase(Locale.ROOT).contains("\r\nconnection: close\r\n");
  }
}
