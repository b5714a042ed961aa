package org.tokentail.log;

import com.fasterxml.jackson.annotation.JsonIgnore;
import com.fasterxml.jackson.annotation.JsonUnwrapped;
import java.time.Instant;

/**
 * The committed record of one LLM request. Immutable. Its JSON form is the record of
 * docs/PROTOCOL.md.
 *
 * @param id of the request
 * @param rev 1 for the first state, one more for every change
 * @param seq position of its last change in the feed
 * @param createdSeq position of its first change in the feed
 * @param changedAt when its last change arrived
 */
public record RequestLog(
    String id,
    long rev,
    @JsonIgnore long seq,
    @JsonIgnore long createdSeq,
    @JsonIgnore Instant changedAt,
    @JsonUnwrapped RequestState state) {

  /** The first state of a request, at that position in the feed. */
  public static RequestLog created(LogUpdate update, long seq) {
    return created(update, seq, Pricing.NONE);
  }

  /** The same, its price decided by that pricing. */
  public static RequestLog created(LogUpdate update, long seq, Pricing pricing) {
    RequestState state = merged(RequestState.UNKNOWN, update, pricing);
    return new RequestLog(update.id(), 1, seq, seq, update.at(), state);
  }

  /**
   * The state after a change, at that position in the feed; this very object when the change alters
   * nothing.
   */
  public RequestLog changed(LogUpdate update, long nextSeq) {
    return changed(update, nextSeq, Pricing.NONE);
  }

  /** The same, its price decided by that pricing. */
  public RequestLog changed(LogUpdate update, long nextSeq, Pricing pricing) {
    if (update.onlyAtRev() != null && update.onlyAtRev() != rev) {
      return this;
    }
    RequestState next = merged(state, update, pricing);
    return next.equals(state)
        ? this
        : new RequestLog(id, rev + 1, nextSeq, createdSeq, update.at(), next);
  }

  private static RequestState merged(RequestState before, LogUpdate update, Pricing pricing) {
    return pricing.price(before, update.state(), before.merge(update.state(), update.at()));
  }
}
