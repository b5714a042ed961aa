package org.tokentail.rollup;

import java.nio.ByteBuffer;
import org.HdrHistogram.Histogram;

/**
 * Adds a histogram in HdrHistogram's format (V2, not compressed) to another one. The library reads
 * it into an array of all buckets that there could be and then adds up all of them: thousands for
 * the few dozen that a sum has, and this is what a question about many sums spends its time on.
 */
final class StoredHistogram {
  /** Of the format: a cookie, lengths, and the range, which is 40 bytes. */
  private static final int COOKIE = 0x1c849303 | 0x10;

  private static final int HEADER = 40;
  private static final int OFFSET_AT = 8;
  private static final int DIGITS_AT = 12;
  private static final int LOWEST_AT = 16;

  /** Two digits: from 2^7 on, each power of two has so many buckets. */
  private static final int HALF = 128;

  private static final int HALF_BITS = 7;

  private static final int LAST_BYTE = 8;

  private StoredHistogram() {}

  static void add(byte[] bytes, Histogram to) {
    ByteBuffer from = ByteBuffer.wrap(bytes);
    if (!isOurs(from)) {
      to.add(Histogram.decodeFromByteBuffer(ByteBuffer.wrap(bytes), 0));
      return;
    }
    int[] indexes = new int[bytes.length - HEADER];
    long[] counts = new long[indexes.length];
    int size = 0;
    int index = 0;
    from.position(HEADER);
    while (from.hasRemaining()) {
      long count = number(from);
      if (count < 0) {
        index += (int) -count;
      } else {
        indexes[size] = index++;
        counts[size++] = count;
      }
    }
    // From the largest on, so that the other one grows once.
    for (int i = size - 1; i >= 0; i--) {
      if (counts[i] > 0) {
        to.recordValueWithCount(value(indexes[i]), counts[i]);
      }
    }
  }

  private static boolean isOurs(ByteBuffer header) {
    return header.limit() >= HEADER
        && header.getInt(0) == COOKIE
        && header.getInt(OFFSET_AT) == 0
        && header.getInt(DIGITS_AT) == Latencies.DIGITS
        && header.getLong(LOWEST_AT) == 1;
  }

  /** A count, or how many buckets without one follow, as a negative number (ZigZag, LEB128). */
  private static long number(ByteBuffer from) {
    long bits = 0;
    for (int i = 0; i <= LAST_BYTE; i++) {
      long next = from.get();
      if (i == LAST_BYTE) {
        bits |= next << (7 * LAST_BYTE);
        break;
      }
      bits |= (next & 0x7f) << (7 * i);
      if (next >= 0) {
        break;
      }
    }
    return (bits >>> 1) ^ -(bits & 1);
  }

  /** The lowest value of a bucket. */
  private static long value(int index) {
    int power = (index >> HALF_BITS) - 1;
    return power < 0 ? index : (long) ((index & (HALF - 1)) + HALF) << power;
  }
}
