package org.tokentail.log;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonUnwrapped;
import java.time.Instant;

/**
 * What is known of a request, or what a change says of it. Immutable. In JSON its parts are one
 * flat object (docs/PROTOCOL.md, "A record").
 *
 * @param status null in a change that does not say
 * @param httpStatus the upstream's, 100 to 599; null while unknown
 */
public record RequestState(
    RequestStatus status,
    @JsonUnwrapped Target target,
    Integer httpStatus,
    @JsonUnwrapped Timing timing,
    @JsonUnwrapped Usage usage,
    @JsonUnwrapped Cost cost,
    @JsonUnwrapped Caller caller,
    @JsonUnwrapped Failure failure,
    @JsonInclude(JsonInclude.Include.NON_EMPTY) Metadata metadata) {
  /** Nothing is known: the state before the first change. */
  public static final RequestState UNKNOWN =
      new RequestState(
          null,
          Target.UNKNOWN,
          null,
          Timing.UNKNOWN,
          Usage.UNKNOWN,
          Cost.UNKNOWN,
          Caller.UNKNOWN,
          Failure.NONE,
          Metadata.NONE);

  /**
   * @throws InvalidInputException for an HTTP status out of range
   */
  public RequestState {
    Checks.httpStatus("httpStatus", httpStatus);
  }

  /** A change that ends a request as a timeout, for the reason given. */
  public static RequestState ofTimeout(String reason) {
    return new RequestState(
        RequestStatus.TIMEOUT,
        Target.UNKNOWN,
        null,
        Timing.UNKNOWN,
        Usage.UNKNOWN,
        Cost.UNKNOWN,
        Caller.UNKNOWN,
        new Failure(reason, null, null, null),
        Metadata.NONE);
  }

  /** A change that says what a request cost, and nothing else. */
  public static RequestState ofCost(Cost cost) {
    return UNKNOWN.withCost(cost);
  }

  /** The same with another cost, whatever it had. */
  public RequestState withCost(Cost other) {
    return new RequestState(
        status, target, httpStatus, timing, usage, other, caller, failure, metadata);
  }

  /**
   * This state after a change. Equal to this state when the change alters nothing.
   *
   * @param at when the change arrived; the start or the end of the request where nobody said
   */
  RequestState merge(RequestState change, Instant at) {
    RequestStatus next = nextStatus(change.status);
    boolean revived = status == RequestStatus.TIMEOUT && next != RequestStatus.TIMEOUT;
    Timing times = (revived ? timing.withoutEnd() : timing).merge(change.timing);
    if (status == null) {
      times = next.isFinal() ? times.endedUnseen(at) : times.begunAt(at);
    } else if (next.isFinal() && (status == RequestStatus.PENDING || revived)) {
      times = times.endedBy(at);
    }
    return new RequestState(
        next,
        target.merge(change.target),
        Merge.newer(change.httpStatus, httpStatus),
        times,
        usage.merge(change.usage),
        cost.merge(change.cost),
        caller.merge(change.caller),
        // It was late, not lost: what the timeout said of it no longer holds.
        (revived ? failure.withoutError() : failure).merge(change.failure),
        metadata.merge(change.metadata));
  }

  private RequestStatus nextStatus(RequestStatus asked) {
    if (status == null) {
      return asked != null ? asked : RequestStatus.PENDING;
    }
    // Calls may arrive in any order: a late "pending" must not reopen what has ended.
    boolean reopens = status.isFinal() && asked == RequestStatus.PENDING;
    return asked == null || reopens ? status : asked;
  }
}
