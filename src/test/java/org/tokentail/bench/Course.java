package org.tokentail.bench;

import java.time.Duration;
import org.tokentail.load.Vitals;

/**
 * Everything that is measured of one server with one number of clients. A server that loses clients
 * gets new ones, and a server that dies is started again.
 */
final class Course {
  private static final double GENTLE_RATE = 5;
  private static final Duration GENTLE = Duration.ofSeconds(1);
  private static final int PROBES = 3;
  private static final double COMMON_RATE = 100;
  private static final Duration SHORTEST_COMMON = Duration.ofSeconds(4);
  // The search begins where the least of the servers should be able to follow.
  private static final double FIRST_DELIVERIES = 40_000;
  private static final double HIGHEST_FIRST = 500;

  private final Contender contender;
  private final int clients;
  private final Duration step;
  private Audience audience;

  Course(Contender contender, int clients, Duration step) {
    this.contender = contender;
    this.clients = clients;
    this.step = step;
  }

  Result run() {
    int restarts = contender.restarts();
    try {
      contender.ensureHealthy();
      Vitals vitals = contender.server().vitals();
      Strangers strangers = new Strangers(contender.server());
      long heapBefore = vitals.liveHeap();
      gather();
      audience.measure(GENTLE_RATE, GENTLE);
      long heap = contender.server().vitals().liveHeap() - heapBefore;
      boolean isHeapOfOne = contender.restarts() == restarts;

      Duration common = step.compareTo(SHORTEST_COMMON) > 0 ? step : SHORTEST_COMMON;
      Measurement atCommonRate = trial(COMMON_RATE, common);
      Measurement highest =
          new RateSearch(rate -> trial(rate, step))
              .from(Math.min(HIGHEST_FIRST, FIRST_DELIVERIES / clients));
      // A process that was started again has its CPU time counted from there.
      boolean isSameProcess = contender.restarts() == restarts;
      return new Result(
          contender.name(),
          clients,
          highest.rate() < COMMON_RATE && atCommonRate.isSustained() ? atCommonRate : highest,
          atCommonRate,
          isHeapOfOne ? (double) heap / clients : Double.NaN,
          contender.restarts() - restarts,
          isSameProcess ? strangers.share() : Double.NaN);
    } finally {
      dismiss();
    }
  }

  @Override
  public String toString() {
    return "%s with %,d clients".formatted(contender.name(), clients);
  }

  private Measurement trial(double rate, Duration duration) {
    Measurement measurement = audience.measure(rate, duration);
    System.out.println(this + ": " + measurement);
    if (!measurement.isComplete()) {
      // What the server still has to send to these must not be at the expense of the next trial.
      dismiss();
      gather();
    }
    return measurement;
  }

  /** Opens the connections, on a server that is known to serve them. */
  private void gather() {
    contender.ensureHealthy();
    audience = contender.audience(clients);
    for (int i = 0; i < PROBES && !isServed(); i++) {
      dismiss();
      if (i == PROBES - 1) {
        contender.revive();
      }
      audience = contender.audience(clients);
    }
  }

  private boolean isServed() {
    int open = audience.size();
    Measurement probe = audience.measure(GENTLE_RATE, GENTLE);
    if (open < clients || !probe.isComplete()) {
      System.out.printf("%s: %,d connected, %s%n", this, open, probe);
      return false;
    }
    return true;
  }

  private void dismiss() {
    if (audience != null) {
      audience.close();
      audience = null;
      contender.settle();
    }
  }
}
