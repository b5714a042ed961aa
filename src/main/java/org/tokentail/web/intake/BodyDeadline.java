package org.tokentail.web.intake;

import java.util.concurrent.TimeUnit;

/** How long a body may take to come. */
final class BodyDeadline {
  /** Time for a body of any size. */
  static final long GRACE_NANOS = TimeUnit.SECONDS.toNanos(10);

  /** An announced length up to which that is all the time there is. */
  static final int SMALL = 64 * 1024;

  /** What a larger one must keep to, on the average. */
  static final int BYTES_A_SECOND = 16 * 1024;

  private BodyDeadline() {}

  /**
   * The time for a body.
   *
   * @param length announced; negative when it was not
   * @param size bytes that have come
   */
  static long allowedNanos(long length, long size) {
    boolean small = length >= 0 && length <= SMALL;
    return small ? GRACE_NANOS : GRACE_NANOS + TimeUnit.SECONDS.toNanos(1) * size / BYTES_A_SECOND;
  }
}
