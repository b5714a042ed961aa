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
  private static final int DIGITS = 2;

  /** Bounded: what took longer counts as this long. A histogram then has 3,200 buckets at most. */
  static final long MAX_MS = TimeUnit.DAYS.toMillis(7);

  /** Null while there are none: most sums of a busy minute are of requests that go on. */
  private Histogram histogram;

  /** What was stored, as long as nobody asks for more: many are read only to be added up. */
  private byte[] stored;

  void add(long milliseconds) {
    own().recordValue(Math.min(milliseconds, MAX_MS));
  }

  public void add(Latencies other) {
    if (other.stored != null) {
      add(other.stored);
    } else if (other.histogram != null) {
      own().add(other.histogram);
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
      stored = bytes;
    } else {
      own().add(decoded(bytes));
    }
  }

  private boolean isEmpty() {
    return stored == null && (histogram == null || histogram.getTotalCount() == 0);
  }

  private static Histogram decoded(byte[] bytes) {
    Histogram histogram = Histogram.decodeFromByteBuffer(ByteBuffer.wrap(bytes), 0);
    histogram.setAutoResize(true);
    return histogram;
  }

  /** In HdrHistogram's own format (V2); null for none. */
  byte[] bytes() {
    if (stored != null || isEmpty()) {
      return stored;
    }
    ByteBuffer buffer = ByteBuffer.allocate(histogram.getNeededByteBufferCapacity());
    int length = histogram.encodeIntoByteBuffer(buffer);
    return Arrays.copyOf(buffer.array(), length);
  }

  /**
   * @param percent 0 to 100
   * @return milliseconds; null when there are none
   */
  public Long percentile(double percent) {
    return isEmpty() ? null : Long.valueOf(own().getValueAtPercentile(percent));
  }

  private Histogram own() {
    if (stored != null) {
      histogram = decoded(stored);
      stored = null;
    } else if (histogram == null) {
      histogram = new Histogram(DIGITS);
    }
    return histogram;
  }
}
