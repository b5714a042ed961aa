package org.tokentail.load;

import java.nio.ByteBuffer;

/** Where a crowd reads into: the same bytes as an array and as a buffer. For one thread. */
final class ReadBuffer {
  private static final int SIZE = 256 * 1024;

  private final byte[] bytes = new byte[SIZE];
  private final ByteBuffer buffer = ByteBuffer.wrap(bytes);

  byte[] bytes() {
    return bytes;
  }

  ByteBuffer emptied() {
    return buffer.clear();
  }

  boolean isFull() {
    return !buffer.hasRemaining();
  }
}
