package org.tokentail.load;

import java.nio.charset.StandardCharsets;

/** An answer that came to its end. Immutable. */
public final class WireReply {
  private final String head;
  private final byte[] body;

  WireReply(String head, byte[] body) {
    this.head = head;
    this.body = body;
  }

  public int status() {
    return Integer.parseInt(head.split("[ \r]", 3)[1]);
  }

  /** Null where it is not there. */
  public String header(String name) {
    return header(head, name);
  }

  static String header(String head, String name) {
    String prefix = name + ":";
    return head.lines()
        .filter(line -> line.regionMatches(true, 0, prefix, 0, prefix.length()))
        .map(line -> line.substring(prefix.length()).strip())
        .findFirst()
        .orElse(null);
  }

  /** Whether the connection ends with it. */
  public boolean isLast() {
    return "close".equalsIgnoreCase(header("connection"));
  }

  public byte[] body() {
    return body.clone();
  }

  public String text() {
    return new String(body, StandardCharsets.UTF_8);
  }

  @Override
  public String toString() {
    return head + "(" + body.length + " bytes)";
  }
}
