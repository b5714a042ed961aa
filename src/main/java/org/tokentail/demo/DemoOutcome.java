package org.tokentail.demo;

import java.util.Random;
import org.tokentail.log.RequestStatus;

/** How a made-up request ends, as often as it happens to others. */
enum DemoOutcome {
  ANSWERED(88, RequestStatus.COMPLETED, 200, null, null),
  OVERLOADED(
      3,
      RequestStatus.ERROR,
      529,
      "The provider is overloaded",
      "{\"type\":\"error\",\"error\":{\"type\":\"overloaded_error\",\"message\":\"Overloaded\"}}"),
  REFUSED(
      2,
      RequestStatus.ERROR,
      400,
      "The provider refused the request",
      "{\"error\":{\"type\":\"invalid_request_error\",\"message\":\"max_tokens is too large\"}}"),
  RATE_LIMITED(
      3,
      RequestStatus.RETRY_WAIT,
      429,
      "Rate limit reached, trying again",
      "{\"error\":{\"type\":\"rate_limit_error\",\"message\":\"Rate limit reached\"}}"),
  CANCELLED(3, RequestStatus.CANCELLED, null, "The client closed the connection", null),
  TIMED_OUT(1, RequestStatus.TIMEOUT, 504, "No answer within the time limit", null);

  final RequestStatus status;
  final Integer httpStatus;
  final String error;
  final String upstreamError;
  private final int percent;

  DemoOutcome(
      int percent, RequestStatus status, Integer httpStatus, String error, String upstreamError) {
    this.percent = percent;
    this.status = status;
    this.httpStatus = httpStatus;
    this.error = error;
    this.upstreamError = upstreamError;
  }

  static DemoOutcome of(Random random) {
    int draw = random.nextInt(100);
    for (DemoOutcome outcome : values()) {
      draw -= outcome.percent;
      if (draw < 0) {
        return outcome;
      }
    }
    return ANSWERED;
  }
}
