package org.tokentail.log;

import com.fasterxml.jackson.annotation.JsonValue;
import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Collectors;

/** Where a request stands. On the wire and in the journal: the lower-case name. */
public enum RequestStatus {
  /** Under way. The only status that is not final. */
  PENDING,
  COMPLETED,
  ERROR,
  /** No answer in time, or no news of the request for the configured time. */
  TIMEOUT,
  CANCELLED,
  /** This attempt failed, and the request went on over another channel. */
  FAILOVER,
  /** This attempt failed, and the request is tried again after a wait. */
  RETRY_WAIT;

  private final String wire = name().toLowerCase(Locale.ROOT);

  /** The lower-case name used in JSON, SQL and parameters. */
  @JsonValue
  public String wire() {
    return wire;
  }

  /** True when the record cannot become pending again. */
  public boolean isFinal() {
    return this != PENDING;
  }

  /** True for what is no request but an attempt of one, which goes on in another record. */
  public boolean isAttempt() {
    return this == FAILOVER || this == RETRY_WAIT;
  }

  /** The status of that wire name, empty when there is none. Case matters. */
  public static Optional<RequestStatus> of(String wire) {
    return Arrays.stream(values()).filter(status -> status.wire.equals(wire)).findFirst();
  }

  /** All wire names, for messages. */
  public static String names() {
    return Arrays.stream(values()).map(RequestStatus::wire).collect(Collectors.joining(", "));
  }
}
