package org.tokentail.gateway.record;

import com.github.f4b6a3.uuid.UuidCreator;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import org.tokentail.gateway.channel.Channel;
import org.tokentail.gateway.usage.Answer;
import org.tokentail.log.Caller;
import org.tokentail.log.Cost;
import org.tokentail.log.Failure;
import org.tokentail.log.LogUpdate;
import org.tokentail.log.Metadata;
import org.tokentail.log.RequestState;
import org.tokentail.log.RequestStatus;
import org.tokentail.log.Target;
import org.tokentail.log.Timing;
import org.tokentail.log.Usage;

/**
 * The record of one call, from which its changes are made. Times run from its start on a clock that
 * never goes back. Immutable.
 *
 * @param id of the call, ordered by time (UUIDv7)
 * @param start when the call arrived
 * @param startNanos the same on the monotonic clock
 */
public record CallRecord(String id, Instant start, long startNanos, Asking asking) {

  /** Of a price that the answer says. */
  static final String PRICE_SOURCE = "the answer's usage.cost";

  /** A call that begins now. */
  public static CallRecord of(Asking asking, Instant start, long startNanos) {
    return new CallRecord(UuidCreator.getTimeOrderedEpoch().toString(), start, startNanos, asking);
  }

  /** How a call, or an attempt of it, ended. */
  public record End(
      RequestStatus status, Integer httpStatus, Answer answer, String error, String upstreamError) {
    private static final int LEAST = 100;
    private static final int MOST = 599;

    /** A status that no record holds, which some server may send, is left to the words. */
    public End {
      if (httpStatus != null && (httpStatus < LEAST || httpStatus > MOST)) {
        String words = "The provider answered with HTTP %d.".formatted(httpStatus);
        error = error == null ? words : error.equals(words) ? error : error + " " + words;
        httpStatus = null;
      }
    }
  }

  /** Its first change: it is under way, over that channel. */
  public LogUpdate begun(Channel channel) {
    return LogUpdate.of(
        id,
        start,
        state(
            RequestStatus.PENDING,
            asking.target(channel),
            new Timing(start, null, null, null, null),
            asking.caller(),
            Failure.NONE,
            new Metadata(asking.metadata())));
  }

  /** It goes on over another channel, or once more over the same. */
  public LogUpdate goesOn(Channel next, String failoverInfo) {
    Failure failure = new Failure(null, null, Texts.fit(failoverInfo, Texts.NOTE), null);
    return LogUpdate.of(
        id,
        now(),
        state(null, asking.target(next), Timing.UNKNOWN, Caller.UNKNOWN, failure, Metadata.NONE));
  }

  /** What it asks for was learned later than that it began. */
  public LogUpdate learned(Asking said) {
    return LogUpdate.of(
        id,
        now(),
        state(null, said.wanted(), Timing.UNKNOWN, said.caller(), Failure.NONE, Metadata.NONE));
  }

  /** The first content has arrived. */
  public LogUpdate firstToken() {
    Instant now = now();
    return LogUpdate.of(
        id,
        now,
        state(
            null,
            Target.UNKNOWN,
            new Timing(null, now, null, null, null),
            Caller.UNKNOWN,
            Failure.NONE,
            Metadata.NONE));
  }

  /**
   * It has ended.
   *
   * @param firstTokenNanos when its first content arrived, on the monotonic clock; null: it had
   *     none
   */
  public LogUpdate ended(End end, Long firstTokenNanos) {
    Instant first = firstTokenNanos == null ? null : at(firstTokenNanos);
    return LogUpdate.of(id, now(), ended(end, Target.UNKNOWN, start, first, null));
  }

  /** An attempt of it, over that channel, that failed; a record of its own. */
  public LogUpdate attempt(Channel channel, long begunNanos, End end) {
    RequestState state = ended(end, asking.target(channel), at(begunNanos), null, id);
    RequestState whole =
        new RequestState(
            state.status(),
            state.target(),
            state.httpStatus(),
            state.timing(),
            state.usage(),
            state.cost(),
            asking.caller(),
            state.failure(),
            state.metadata());
    return LogUpdate.of(null, now(), whole);
  }

  private RequestState ended(
      End end, Target target, Instant began, Instant firstToken, String attemptOf) {
    Answer answer = end.answer();
    return new RequestState(
        end.status(),
        Optional.ofNullable(answer.responseModel())
            .map(model -> Asking.answeredBy(target, model))
            .orElse(target),
        end.httpStatus(),
        new Timing(attemptOf == null ? null : began, firstToken, now(), null, null),
        answer.usage(),
        cost(answer),
        new Caller(null, null, null, null, Texts.fit(answer.serviceTier(), Texts.LABEL)),
        new Failure(
            Texts.fit(end.error(), Texts.ERROR),
            Texts.fit(end.upstreamError(), Texts.ERROR),
            null,
            attemptOf),
        new Metadata(said(answer)));
  }

  /** Some relays say what they ask: nobody knows it better. */
  private static Cost cost(Answer answer) {
    return answer.price() == null
        ? Cost.UNKNOWN
        : new Cost(answer.price(), null, null, null, null, PRICE_SOURCE);
  }

  private static Map<String, Object> said(Answer answer) {
    Map<String, Object> said = new LinkedHashMap<>();
    if (answer.finishReason() != null) {
      said.put("finishReason", Texts.fit(answer.finishReason(), Texts.NAME));
    }
    if (answer.reasoningTokens() != null) {
      said.put("reasoningTokens", answer.reasoningTokens());
    }
    return said;
  }

  private RequestState state(
      RequestStatus status,
      Target target,
      Timing timing,
      Caller caller,
      Failure failure,
      Metadata metadata) {
    return new RequestState(
        status, target, null, timing, Usage.UNKNOWN, Cost.UNKNOWN, caller, failure, metadata);
  }

  private Instant now() {
    return at(System.nanoTime());
  }

  private Instant at(long nanos) {
    return start.plusNanos(nanos - startNanos);
  }
}
