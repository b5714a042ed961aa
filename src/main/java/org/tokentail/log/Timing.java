package org.tokentail.log;

import java.time.Duration;
import java.time.Instant;

/**
 * When it happened. Every component is null while unknown. Times have millisecond precision,
 * durations are milliseconds from 0 to 10^12.
 *
 * @param initialTime when the request started
 * @param firstTokenTime when the first content arrived
 * @param completeTime when the request ended
 */
public record Timing(
    Instant initialTime,
    Instant firstTokenTime,
    Instant completeTime,
    Long firstTokenDurationMs,
    Long durationMs) {
  public static final Timing UNKNOWN = new Timing(null, null, null, null, null);

  /**
   * @throws InvalidInputException naming the first component out of range, or an end before its
   *     start
   */
  public Timing {
    initialTime = Checks.time("initialTime", initialTime);
    firstTokenTime = Checks.time("firstTokenTime", firstTokenTime);
    completeTime = Checks.time("completeTime", completeTime);
    Checks.count("firstTokenDurationMs", firstTokenDurationMs);
    Checks.count("durationMs", durationMs);
  }

  /**
   * Refuses an end before its start; only for what one call says, since clocks of two calls may
   * differ.
   */
  Timing ordered() {
    notBefore("firstTokenTime", firstTokenTime);
    notBefore("completeTime", completeTime);
    return this;
  }

  private void notBefore(String field, Instant time) {
    if (initialTime != null && time != null && time.isBefore(initialTime)) {
      throw InvalidInputException.record(
          field, "%s must not be before initialTime (%s).".formatted(field, initialTime));
    }
  }

  /**
   * The newer of both, a time and its duration always replaced together, then completed from one
   * another.
   */
  Timing merge(Timing newer) {
    boolean newStart = newer.initialTime != null && !newer.initialTime.equals(initialTime);
    boolean newFirst = newer.firstTokenTime != null || newer.firstTokenDurationMs != null;
    boolean newEnd = newer.completeTime != null || newer.durationMs != null;
    return new Timing(
            Merge.newer(newer.initialTime, initialTime),
            newFirst ? newer.firstTokenTime : firstTokenTime,
            newEnd ? newer.completeTime : completeTime,
            newFirst
                ? newer.firstTokenDurationMs
                : newStart && firstTokenTime != null ? null : firstTokenDurationMs,
            newEnd ? newer.durationMs : newStart && completeTime != null ? null : durationMs)
        .derived();
  }

  /** Each missing time or duration computed from its counterpart, where the start is known. */
  Timing derived() {
    if (initialTime == null) {
      return this;
    }
    return new Timing(
        initialTime,
        timeOr(firstTokenTime, firstTokenDurationMs),
        timeOr(completeTime, durationMs),
        durationOr(firstTokenDurationMs, firstTokenTime),
        durationOr(durationMs, completeTime));
  }

  private Instant timeOr(Instant time, Long duration) {
    if (time != null || duration == null) {
      return time;
    }
    Instant end = initialTime.plusMillis(duration);
    // A duration of years is in range, the year 2131 is not: then the duration stands alone.
    return end.isBefore(Checks.END) ? end : null;
  }

  private Long durationOr(Long duration, Instant end) {
    if (duration != null || end == null) {
      return duration;
    }
    // Clocks of two machines may disagree by a little; a negative duration says nothing.
    return Math.max(0, Duration.between(initialTime, end).toMillis());
  }

  Timing withoutEnd() {
    return new Timing(initialTime, firstTokenTime, null, firstTokenDurationMs, null);
  }

  Timing startedBy(Instant at) {
    return initialTime != null
        ? this
        : new Timing(at, firstTokenTime, completeTime, firstTokenDurationMs, durationMs);
  }

  Timing endedBy(Instant at) {
    return completeTime != null || durationMs != null
        ? this
        : new Timing(initialTime, firstTokenTime, at, firstTokenDurationMs, null).derived();
  }
}
