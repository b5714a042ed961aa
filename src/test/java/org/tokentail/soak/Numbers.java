package org.tokentail.soak;

import java.util.Arrays;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/**
 * The highest number seen for each record, where record {@code r-7} has index 7: millions of
 * entries, without an object for each. Thread-safe.
 */
final class Numbers {
  private static final int SHOWN = 10;

  private int[] highest = new int[1_024];
  private int size;

  /** Notes a number, from 1, unless a higher one is known. */
  synchronized void raise(int index, int number) {
    if (index >= highest.length) {
      highest = Arrays.copyOf(highest, Math.max(index + 1, 2 * highest.length));
    }
    highest[index] = Math.max(highest[index], number);
    size = Math.max(size, index + 1);
  }

  /** 0: nothing is known of it. */
  synchronized int of(int index) {
    return index < size ? highest[index] : 0;
  }

  /** One more than the highest index. */
  synchronized int size() {
    return size;
  }

  /** The first records that differ, as "r-7: 3, expected 4"; empty: none. */
  String differenceFrom(Numbers expected) {
    return IntStream.range(0, Math.max(size(), expected.size()))
        .filter(index -> of(index) != expected.of(index))
        .limit(SHOWN)
        .mapToObj(index -> "r-%d: %d, expected %d".formatted(index, of(index), expected.of(index)))
        .collect(Collectors.joining("; "));
  }
}
