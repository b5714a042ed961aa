package org.tokentail.rollup;

import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.concurrent.TimeUnit;
import org.HdrHistogram.Histogram;

/**
 * How long something took, in milliseconds, as a histogram that can be added and subtracted: a
 * percentile is at most 1 % above the true one. Not thread-safe.
 */
public final class Latencies {
  /** Two significant digits: each bucket is at most 1/128 of its value wide. */
  static final int DIGITS = 2;

  /** Bounded: what took longer counts as this long. A histogram then has 3,200 buckets at most. */
  static final long MAX_MS = TimeUnit.DAYS.toMillis(7);

  /** Bounded: more are put into a histogram. */
  private static final int MAX_FEW = 64;

  /** Null while the times are few, or as they were stored. */
  private Histogram histogram;

  /** What was stored, while it is all there is: many are read only to be added up. */
  private byte[] stored;

  /** What was stored, added up; null until there is more of it. */
  private StoredHistograms sums;

  /** Times while there is nothing else: what one batch adds to a sum is a few of them. */
  private long[] few = {};

  private int count;

  void add(long milliseconds) {
    long time = Math.min(milliseconds, MAX_MS);
    if (histogram != null || stored != null || sums != null || count == MAX_FEW) {
      own().recordValue(time);
      return;
    }
    if (count == few.length) {
      few = Arrays.copyOf(few, Math.max(4, 2 * count));
    }
    few[count++] = time;
  }

  public void add(Latencies other) {
    if (other.stored != null) {
      add(other.stored);
    } else if (other.histogram != null) {
      own().add(other.histogram);
    }
    if (other.sums != null) {
      sums().add(other.sums);
    }
    for (int i = 0; i < other.count; i++) {
      add(other.few[i]);
    }
  }

  /** Takes out what was added before. */
  void subtract(Latencies other) {
    if (!other.isEmpty()) {
      own().subtract(other.own());
    }
  }

  /** Adds what {@link #bytes} wrote; null adds nothing. */
  public void add(byte[] bytes) {
    if (bytes == null) {
      return;
    }
    if (isEmpty()) {
      histogram = null;
      stored = bytes;
    } else {
      sums().add(bytes);
    }
  }

  private boolean isEmpty() {
    return stored == null
        && sums == null
        && count == 0
        && (histogram == null || histogram.getTotalCount() == 0);
  }

  /** In HdrHistogram's own format (V2); null for none. */
  byte[] bytes() {
    if (stored != null || isEmpty()) {
      return stored;
    }
    Histogram all = own();
    ByteBuffer buffer = ByteBuffer.allocate(all.getNeededByteBufferCapacity());
    int length = all.encodeIntoByteBuffer(buffer);
    return Arrays.copyOf(buffer.array(), length);
  }

  /**
   * @param percent 0 to 100
   * @return milliseconds; null when there are none
   */
  public Long percentile(double percent) {
    return isEmpty() ? null : Long.valueOf(own().getValueAtPercentile(percent));
  }

  /** Has what was stored. */
  private StoredHistograms sums() {
    if (sums == null) {
      sums = new StoredHistograms();
      if (stored != null) {
        sums.add(stored);
        stored = null;
      }
    }
    return sums;
  }

  /** Has everything. */
  private Histogram own() {
    if (histogram == null) {
      histogram = new Histogram(DIGITS);
      for (int i = 0; i < count; i++) {
        histogram.recordValue(few[i]);
      }
      count = 0;
    }
    if (stored != null || sums != null) {
      sums().addTo(histogram);
      sums = null;
    }
    return histogram;
  }
}
