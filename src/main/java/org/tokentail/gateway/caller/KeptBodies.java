package org.tokentail.gateway.caller;

import java.util.concurrent.Semaphore;

/**
 * How many bytes of bodies are kept at once, over all requests: an eighth of the heap. Thread-safe.
 */
public final class KeptBodies {
  private static final int KIB = 1_024;
  private static final int HEAP_SHARE = 8;

  private final Semaphore kibibytes;
  private final long largest;

  /**
   * @param largest bytes of one body
   */
  public KeptBodies(long largest) {
    this(largest, Runtime.getRuntime().maxMemory() / HEAP_SHARE);
  }

  KeptBodies(long largest, long total) {
    this.largest = largest;
    kibibytes = new Semaphore((int) Math.min(Integer.MAX_VALUE, total / KIB));
  }

  /** A share for one body, empty at first. */
  public Share share() {
    return new Share();
  }

  /** What one body has taken. */
  public final class Share {
    private int taken;
    private long bytes;
    private boolean released;

    private Share() {}

    /** Takes room for so many bytes more; false, and nothing taken, where there is none. */
    synchronized boolean grow(long more) {
      int want = (int) Math.min(Integer.MAX_VALUE, (bytes + more + KIB - 1) / KIB) - taken;
      // Released: the call is over, and nobody would give it back.
      if (released || bytes + more > largest || (want > 0 && !kibibytes.tryAcquire(want))) {
        return false;
      }
      bytes += more;
      taken += Math.max(0, want);
      return true;
    }

    /** Gives everything back; more than once is the same. */
    public synchronized void release() {
      released = true;
      kibibytes.release(taken);
      taken = 0;
    }
  }
}
