package org.tokentail.rollup;

/**
 * The place of one sum: whose it is, and of which time. Its number orders by family, level, time
 * and key, so that a stretch of time is one range of numbers.
 *
 * @param minute first minute of its bucket, in minutes of the epoch, 0 to 2^32 - 1
 * @param key id of a {@link RollupKey}, 0 to 2^24 - 1
 */
public record Slot(Family family, Level level, long minute, int key) {
  private static final int KEY_BITS = 24;
  private static final int MINUTE_BITS = 32;
  private static final int LEVEL_BITS = 2;

  long number() {
    return first(family, level, minute) | key;
  }

  static Slot of(long number) {
    long minute = (number >> KEY_BITS) & mask(MINUTE_BITS);
    int level = (int) ((number >> (KEY_BITS + MINUTE_BITS)) & mask(LEVEL_BITS));
    int family = (int) (number >> (KEY_BITS + MINUTE_BITS + LEVEL_BITS));
    return new Slot(Family.of(family), Level.of(level), minute, (int) (number & mask(KEY_BITS)));
  }

  /** The number of the first slot of that minute. */
  static long first(Family family, Level level, long minute) {
    long prefix = ((long) family.code() << LEVEL_BITS) | level.code();
    return (prefix << (MINUTE_BITS + KEY_BITS)) | (minute << KEY_BITS);
  }

  private static long mask(int bits) {
    return (1L << bits) - 1;
  }
}
