package org.tokentail.rollup;

import java.nio.ByteBuffer;
import java.util.Arrays;
import org.HdrHistogram.Histogram;
import org.HdrHistogram.HistogramIterationValue;

/**
 * Adds up histograms in HdrHistogram's format (V2, not compressed). The library reads each into an
 * array of all buckets that there could be, and adds up all of them: thousands for the few dozen
 * that a sum has, and this is what a question about many sums spends its time on. Not thread-safe.
 */
final class StoredHistograms {
  /** Of the format: a cookie, lengths, and the range, which is 40 bytes. */
  private static final int COOKIE = 0x1c849303 | 0x10;

  private static final int HEADER = 40;
  private static final int OFFSET_AT = 8;
  private static final int DIGITS_AT = 12;
  private static final int LOWEST_AT = 16;

  /** Two digits: from 2^7 on, each power of two has so many buckets. */
  private static final int HALF = 128;

  private static final int HALF_BITS = 7;

  /** Of the ninth byte, which is all bits. */
  private static final int LAST_SHIFT = 56;

  /** By bucket. */
  private long[] counts = {};

  void add(byte[] bytes) {
    if (!isOurs(ByteBuffer.wrap(bytes))) {
      add(Histogram.decodeFromByteBuffer(ByteBuffer.wrap(bytes), 0));
      return;
    }
    // In one loop, since this is most of what many sums take. Numbers are ZigZag and LEB128: a
    // count, or how many buckets without one follow, as a negative number.
    int bucket = 0;
    int at = HEADER;
    while (at < bytes.length) {
      long bits = bytes[at++];
      if (bits < 0) {
        bits &= 0x7f;
        long next = -1;
        for (int shift = 7; next < 0; shift += 7) {
          next = bytes[at++];
          if (shift == LAST_SHIFT) {
            bits |= next << shift;
            break;
          }
          bits |= (next & 0x7f) << shift;
        }
      }
      long number = (bits >>> 1) ^ -(bits & 1);
      if (number < 0) {
        bucket += (int) -number;
      } else {
        add(bucket++, number);
      }
    }
  }

  void add(StoredHistograms other) {
    for (int bucket = 0; bucket < other.counts.length; bucket++) {
      add(bucket, other.counts[bucket]);
    }
  }

  private void add(Histogram histogram) {
    for (HistogramIterationValue value : histogram.recordedValues()) {
      add(bucket(value.getValueIteratedTo()), value.getCountAddedInThisIterationStep());
    }
  }

  private void add(int bucket, long count) {
    if (bucket >= counts.length) {
      // No further than the end of its power of two: most sums have short times only.
      counts = Arrays.copyOf(counts, (bucket / HALF + 1) * HALF);
    }
    counts[bucket] += count;
  }

  void addTo(Histogram histogram) {
    // From the largest on, so that it grows once.
    for (int bucket = counts.length - 1; bucket >= 0; bucket--) {
      if (counts[bucket] > 0) {
        histogram.recordValueWithCount(lowest(bucket), counts[bucket]);
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

  /** The lowest value of a bucket. */
  private static long lowest(int bucket) {
    int power = (bucket >> HALF_BITS) - 1;
    return power < 0 ? bucket : (long) ((bucket & (HALF - 1)) + HALF) << power;
  }

  /** The bucket of a value. */
  private static int bucket(long value) {
    int power = Math.max(0, Long.SIZE - 1 - Long.numberOfLeadingZeros(value) - HALF_BITS);
    return (power << HALF_BITS) + (int) (value >> power);
  }
}
