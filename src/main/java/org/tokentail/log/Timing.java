package org.tokentail.log;

import com.fasterxml.jackson.annotation.JsonIgnore;
import java.time.Duration;
import java.time.Instant;

/**
 * When it happened. Every component is null while unknown. Times have millisecond precision,
 * durations are milliseconds from 0 to 10^12.
 *
 * @param initialTime when the request started
 * @param firstTokenTime when the first content arrived
 * @param completeTime when the request ended
 * @param startAssumed the start is only our guess, for a request that we first heard of when it had
 *     ended: durations then stand only where somebody gave them, and stay when the start is known
 */
public record Timing(
    Instant initialTime,
    Instant firstTokenTime,
    Instant completeTime,
    Long firstTokenDurationMs,
    Long durationMs,
    @JsonIgnore boolean startAssumed) {
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

  /** With a start that is known, or not there. */
  public Timing(
      Instant initialTime,
      Instant firstTokenTime,
      Instant completeTime,
      Long firstTokenDurationMs,
      Long durationMs) {
    this(initialTime, firstTokenTime, completeTime, firstTokenDurationMs, durationMs, false);
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
    Timing older = newer.initialTime == null ? this : withStart(newer.initialTime);
    boolean newFirst = newer.firstTokenTime != null || newer.firstTokenDurationMs != null;
    boolean newEnd = newer.completeTime != null || newer.durationMs != null;
    return new Timing(
            older.initialTime,
            newFirst ? newer.firstTokenTime : older.firstTokenTime,
            newEnd ? newer.completeTime : older.completeTime,
            newFirst ? newer.firstTokenDurationMs : older.firstTokenDurationMs,
            newEnd ? newer.durationMs : older.durationMs,
            older.startAssumed)
        .derived();
  }

  /**
   * The same with another start: what followed from the old one is left out, to be derived anew.
   */
  private Timing withStart(Instant start) {
    if (start.equals(initialTime)) {
      return new Timing(start, firstTokenTime, completeTime, firstTokenDurationMs, durationMs);
    }
    return startAssumed
        ? new Timing(
            start,
            firstTokenDurationMs == null ? firstTokenTime : null,
            durationMs == null ? completeTime : null,
            firstTokenDurationMs,
            durationMs)
        : new Timing(
            start,
            firstTokenTime,
            completeTime,
            firstTokenTime == null ? firstTokenDurationMs : null,
            completeTime == null ? durationMs : null);
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
        durationOr(durationMs, completeTime),
        startAssumed);
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
    if (duration != null || end == null || startAssumed) {
      return duration;
    }
    // Clocks of two machines may disagree by a little; a negative duration says nothing.
    return Math.max(0, Duration.between(initialTime, end).toMillis());
  }

  Timing withoutEnd() {
    return new Timing(initialTime, firstTokenTime, null, firstTokenDurationMs, null, startAssumed);
  }

  /** For a request that begins now, unless it says when it began. */
  Timing begunAt(Instant at) {
    return initialTime != null ? this : withStart(at).derived();
  }

  /**
   * For a request that we hear of when it has ended: it ended now at the latest, and began before.
   */
  Timing endedUnseen(Instant at) {
    if (initialTime != null) {
      return this;
    }
    Instant end = completeTime != null && completeTime.isBefore(at) ? completeTime : at;
    boolean known = completeTime != null && durationMs != null;
    Instant start = end.minusMillis(durationMs != null ? durationMs : 0);
    boolean first = firstTokenTime != null && firstTokenTime.isBefore(start);
    return new Timing(
            Checks.inRange(first ? firstTokenTime : start),
            firstTokenTime,
            completeTime,
            firstTokenDurationMs,
            durationMs,
            !known)
        .derived();
  }

  Timing endedBy(Instant at) {
    return completeTime != null || durationMs != null
        ? this
        : new Timing(initialTime, firstTokenTime, at, firstTokenDurationMs, null, startAssumed)
            .derived();
  }
}
