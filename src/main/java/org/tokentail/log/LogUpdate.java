package org.tokentail.log;

import com.github.f4b6a3.uuid.UuidCreator;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Objects;

/**
 * A change to one request, not yet committed. For an id that is unknown it creates the record.
 *
 * @param id of the request
 * @param at when the change arrived; kept in milliseconds
 * @param onlyAtRev apply it only if the record still has this rev, otherwise it changes nothing;
 *     null: always
 * @param state what the change says
 */
public record LogUpdate(String id, Instant at, Long onlyAtRev, RequestState state) {
  /**
   * @throws InvalidInputException for a malformed id, or an end before its start
   */
  public LogUpdate {
    Objects.requireNonNull(id);
    Objects.requireNonNull(at);
    Checks.id("id", id);
    at = at.truncatedTo(ChronoUnit.MILLIS);
    state.timing().ordered();
  }

  /**
   * @param id null: a new one, ordered by time (UUIDv7)
   */
  public static LogUpdate of(String id, Instant at, RequestState state) {
    return new LogUpdate(id != null ? id : newId(), at, null, state);
  }

  private static String newId() {
    return UuidCreator.getTimeOrderedEpoch().toString();
  }
}
