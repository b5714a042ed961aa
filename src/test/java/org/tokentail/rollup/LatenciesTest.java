package org.tokentail.rollup;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.Random;
import org.HdrHistogram.Histogram;
import org.junit.jupiter.api.Test;

class LatenciesTest {
  private static final int ROUNDS = 200;

  /** Of all magnitudes, up to a week. */
  private static long time(Random random) {
    return random.nextLong(1L << random.nextInt(1, 30));
  }

  private static void addSome(Random random, Latencies latencies, Histogram expected) {
    int times = random.nextInt(random.nextBoolean() ? 5 : 400);
    for (int i = 0; i < times; i++) {
      long time = time(random);
      latencies.add(time);
      expected.recordValue(Math.min(time, Latencies.MAX_MS));
    }
  }

  private static Histogram stored(Latencies latencies) {
    byte[] bytes = latencies.bytes();
    return bytes == null
        ? new Histogram(2)
        : Histogram.decodeFromByteBuffer(ByteBuffer.wrap(bytes), 0);
  }

  @Test
  void whatIsStoredAndAddedUpIsWhatTheLibraryAddsUp() {
    Random random = new Random(7);
    for (int round = 0; round < ROUNDS; round++) {
      Histogram expected = new Histogram(2);
      Latencies sum = new Latencies();
      for (int part = 0; part < 4; part++) {
        Latencies added = new Latencies();
        addSome(random, added, expected);
        if (random.nextBoolean()) {
          sum.add(added);
        } else {
          sum.add(added.bytes());
        }
      }
      assertThat(stored(sum)).isEqualTo(expected);
    }
  }

  @Test
  void whatIsTakenOutIsAsIfItHadNeverBeenAdded() {
    Random random = new Random(8);
    for (int round = 0; round < ROUNDS; round++) {
      Histogram expected = new Histogram(2);
      Latencies sum = new Latencies();
      addSome(random, sum, expected);
      Latencies passing = new Latencies();
      addSome(random, passing, new Histogram(2));
      sum.add(passing.bytes());
      sum.subtract(passing);
      assertThat(stored(sum)).isEqualTo(expected);
    }
  }

  @Test
  void aHistogramOfAnotherPrecisionIsAddedAsWell() {
    Histogram finer = new Histogram(3);
    Histogram expected = new Histogram(2);
    Random random = new Random(9);
    for (int i = 0; i < ROUNDS; i++) {
      long time = random.nextLong(100_000);
      finer.recordValue(time);
      expected.recordValue(time);
    }
    ByteBuffer buffer = ByteBuffer.allocate(finer.getNeededByteBufferCapacity());
    int length = finer.encodeIntoByteBuffer(buffer);
    byte[] bytes = Arrays.copyOf(buffer.array(), length);

    Latencies sum = new Latencies();
    sum.add(1);
    expected.recordValue(1);
    sum.add(bytes);
    assertThat(stored(sum)).isEqualTo(expected);
  }

  @Test
  void withoutTimesThereIsNothingToStore() {
    Latencies none = new Latencies();
    none.add(new Latencies());
    none.add((byte[]) null);

    assertThat(none.bytes()).isNull();
    assertThat(none.percentile(50)).isNull();
  }
}
