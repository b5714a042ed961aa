package org.tokentail.stream.event;

import java.io.ByteArrayInputStream;
import java.util.function.IntUnaryOperator;

/** Bytes as a network hands them over: in pieces that end anywhere, within a character too. */
final class SlicedInput extends ByteArrayInputStream {
  private final IntUnaryOperator slice;

  /**
   * @param slice how many bytes the read at an offset gives at most, from 1
   */
  SlicedInput(byte[] bytes, IntUnaryOperator slice) {
    super(bytes);
    this.slice = slice;
  }

  @Override
  public synchronized int read(byte[] buffer, int offset, int length) {
    return super.read(buffer, offset, Math.min(length, slice.applyAsInt(pos)));
  }
}
