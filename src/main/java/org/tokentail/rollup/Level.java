package org.tokentail.rollup;

/** How much time one bucket takes up. Buckets begin at UTC. */
public enum Level {
  MINUTE(0, 1),
  HOUR(1, 60),
  DAY(2, 1_440);

  private final int code;
  private final int minutes;

  Level(int code, int minutes) {
    this.code = code;
    this.minutes = minutes;
  }

  /** As it is stored. */
  int code() {
    return code;
  }

  static Level of(int code) {
    return code == DAY.code ? DAY : code == HOUR.code ? HOUR : MINUTE;
  }

  public int minutes() {
    return minutes;
  }

  /** The bucket of that minute of the epoch: its first minute. */
  public long floor(long minute) {
    return minute - Math.floorMod(minute, minutes);
  }

  /** The first bucket that begins at that minute of the epoch, or after it. */
  public long ceiling(long minute) {
    return floor(minute + minutes - 1);
  }
}
