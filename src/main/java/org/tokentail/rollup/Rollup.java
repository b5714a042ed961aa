package org.tokentail.rollup;

import org.tokentail.log.RequestLog;
import org.tokentail.log.RequestStatus;
import org.tokentail.log.Timing;

/** Records added up, with the times they took. Not thread-safe. */
public final class Rollup {
  private Figures figures = Figures.NONE;
  private final Latencies durations = new Latencies();
  private final Latencies firstTokens = new Latencies();

  /**
   * A single record.
   *
   * @param durationMs null: does not count
   * @param firstTokenMs null: does not count
   */
  static Rollup of(Figures figures, Long durationMs, Long firstTokenMs) {
    Rollup sum = new Rollup();
    sum.add(figures, durationMs, firstTokenMs);
    return sum;
  }

  /** Adds one record. Times count where it is completed. */
  public void add(RequestLog log) {
    Timing timing = log.state().timing();
    boolean completed = log.state().status() == RequestStatus.COMPLETED;
    add(
        Figures.of(log),
        completed ? timing.durationMs() : null,
        completed ? timing.firstTokenDurationMs() : null);
  }

  private void add(Figures one, Long durationMs, Long firstTokenMs) {
    figures = figures.plus(one);
    if (durationMs != null) {
      durations.add(durationMs);
    }
    if (firstTokenMs != null) {
      firstTokens.add(firstTokenMs);
    }
  }

  public void add(Rollup other) {
    figures = figures.plus(other.figures);
    durations.add(other.durations);
    firstTokens.add(other.firstTokens);
  }

  /** Takes out what was added before. */
  void subtract(Rollup other) {
    figures = figures.plus(other.figures.negated());
    durations.subtract(other.durations);
    firstTokens.subtract(other.firstTokens);
  }

  /** Adds what a row of the table has. */
  void add(Figures sums, byte[] storedDurations, byte[] storedFirstTokens) {
    figures = figures.plus(sums);
    durations.add(storedDurations);
    firstTokens.add(storedFirstTokens);
  }

  boolean isEmpty() {
    return figures.requests() == 0;
  }

  public Figures figures() {
    return figures;
  }

  /** From the start of completed requests to their end. */
  public Latencies durations() {
    return durations;
  }

  /** From the start of completed requests to their first token. */
  public Latencies firstTokens() {
    return firstTokens;
  }
}
