package org.tokentail.load;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/** Bytes that wait for the rest of them. Keeps its array, so that it allocates once. */
final class ByteBlock {
  private final int limit;
  private byte[] bytes = new byte[0];
  private int length;

  /**
   * @param limit the most it takes: whoever sends more is not sending what is waited for
   */
  ByteBlock(int limit) {
    this.limit = limit;
  }

  void append(byte[] source, int from, int to) {
    int needed = length + to - from;
    if (needed > limit) {
      throw new IllegalArgumentException("More than " + limit + " bytes without an end");
    }
    if (needed > bytes.length) {
      bytes = Arrays.copyOf(bytes, Math.max(needed, Math.min(limit, 2 * bytes.length)));
    }
    System.arraycopy(source, from, bytes, length, to - from);
    length = needed;
  }

  void append(byte value) {
    append(new byte[] {value}, 0, 1);
  }

  void set(byte[] source, int from, int to) {
    length = 0;
    append(source, from, to);
  }

  byte[] bytes() {
    return bytes;
  }

  int length() {
    return length;
  }

  boolean isEmpty() {
    return length == 0;
  }

  void clear() {
    length = 0;
  }

  @Override
  public String toString() {
    return new String(bytes, 0, length, StandardCharsets.UTF_8);
  }
}
