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

  private static final int LAST_BYTE = 8;

  /** By bucket. */
  private long[] counts = {};

  /** Where the next byte is read. */
  private int position;

  void add(byte[] bytes) {
    if (!isOurs(ByteBuffer.wrap(bytes))) {
      add(Histogram.decodeFromByteBuffer(ByteBuffer.wrap(bytes), 0));
      return;
    }
    int bucket = 0;
    position = HEADER;
    while (position < bytes.length) {
      long count = number(bytes);
      if (count < 0) {
        bucket += (int) -count;
      } else {
        add(bucket++, count);
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
      // So far as the next power of two, and no further than a histogram goes.
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

  /** A count, or how many buckets without one follow, as a negative number (ZigZag, LEB128). */
  private long number(byte[] bytes) {
    long bits = bytes[position++];
    if (bits < 0) {
      bits &= 0x7f;
      bits = more(bytes, bits);
    }
    return (bits >>> 1) ^ -(bits & 1);
  }

  private long more(byte[] bytes, long first) {
    long bits = first;
    for (int i = 1; i <= LAST_BYTE; i++) {
      long next = bytes[position++];
      if (i == LAST_BYTE) {
        return bits | next << (7 * LAST_BYTE);
      }
      bits |= (next & 0x7f) << (7 * i);
      if (next >= 0) {
        break;
      }
    }
    return bits;
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
