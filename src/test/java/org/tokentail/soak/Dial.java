package org.tokentail.soak;

/**
 * How large and how long a soak test is. Each number is a system property, so that a try may be
 * shorter: {@code -Dsoak.seconds=5}.
 */
final class Dial {
  static final int SECONDS = of("seconds", 60);
  static final int RETURNING_CLIENTS = of("clients", 300);
  static final int CHANGES_A_SECOND = of("changes", 500);
  static final int EVENTS_A_SECOND = of("events", 100);
  static final int READERS = of("readers", 100);
  static final int STALLED_CLIENTS = of("stalled", 500);
  static final int CONNECTS = of("connects", 20_000);
  static final int STREAMS = of("streams", 2_000);

  /** Of each kind. */
  static final int STRANGERS = of("strangers", 1_000);

  static final int HONEST_CLIENTS = of("honest", 20);
  static final int KILLS = of("kills", 10);
  static final int FREEZES = of("freezes", 20);

  /** The same seed makes the same choices, not the same timing. */
  static final long SEED = Long.getLong("soak.seed", 20_261_124);

  static {
    // First of all: whatever fails, and wherever, its seed stands above it.
    System.out.printf("soak.seed=%d%n", SEED);
  }

  private Dial() {}

  private static int of(String name, int usual) {
    return Integer.getInteger("soak." + name, usual);
  }
}
