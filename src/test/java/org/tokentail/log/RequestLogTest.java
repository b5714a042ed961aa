package org.tokentail.log;

import static org.assertj.core.api.Assertions.assertThat;
import static org.tokentail.log.RequestStatus.CANCELLED;
import static org.tokentail.log.RequestStatus.COMPLETED;
import static org.tokentail.log.RequestStatus.ERROR;
import static org.tokentail.log.RequestStatus.PENDING;
import static org.tokentail.log.RequestStatus.TIMEOUT;
import static org.tokentail.log.Updates.START;

import java.math.BigDecimal;
import java.time.Instant;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.RepeatedTest;
import org.junit.jupiter.api.RepetitionInfo;
import org.junit.jupiter.api.Test;

class RequestLogTest {
  private static final Instant LATER = START.plusMillis(2_500);

  @Test
  void aNewRequestIsPendingFromItsArrivalUnlessItSaysOtherwise() {
    RequestLog log = RequestLog.created(Updates.of("a", null), 7);

    assertThat(log.rev()).isEqualTo(1);
    assertThat(log.seq()).isEqualTo(7);
    assertThat(log.createdSeq()).isEqualTo(7);
    assertThat(log.state().status()).isEqualTo(PENDING);
    assertThat(log.state().timing().initialTime()).isEqualTo(START);
  }

  @RepeatedTest(200)
  void theSameChangeTwiceChangesNothing(RepetitionInfo repetition) {
    Random random = new Random(repetition.getCurrentRepetition());
    LogUpdate first = Updates.random(random, "a");
    LogUpdate second = Updates.random(random, "a");
    RequestLog log = RequestLog.created(first, 1).changed(second, 2);

    assertThat(log.changed(second, 3)).isSameAs(log);
  }

  @Test
  void aFinalStatusNeverGoesBackToPending() {
    RequestLog ended = RequestLog.created(Updates.of("a", COMPLETED), 1);
    LogUpdate late = Updates.called("a", target("gpt-5"), Caller.UNKNOWN);

    assertThat(ended.changed(Updates.of("a", PENDING), 2)).isSameAs(ended);
    assertThat(ended.changed(late, 2).state().status()).isEqualTo(COMPLETED);
    assertThat(ended.changed(late, 2).state().target().model()).isEqualTo("gpt-5");
    assertThat(ended.changed(Updates.of("a", ERROR), 2).state().status()).isEqualTo(ERROR);
  }

  @Test
  void aPendingRequestThatEndsWithoutATimeEndsWhenWeHeardOfIt() {
    RequestLog ended = pending().changed(Updates.at("a", LATER, CANCELLED), 2);

    assertThat(ended.rev()).isEqualTo(2);
    assertThat(ended.createdSeq()).isEqualTo(1);
    assertThat(ended.state().timing().completeTime()).isEqualTo(LATER);
    assertThat(ended.state().timing().durationMs()).isEqualTo(2_500);
  }

  @Test
  void aRequestThatArrivesEndedGetsNoEndThatNobodySaw() {
    RequestLog log = RequestLog.created(Updates.of("a", COMPLETED), 1);

    assertThat(log.state().timing().completeTime()).isNull();
    assertThat(log.state().timing().durationMs()).isNull();
  }

  @Test
  void timesAndDurationsFollowFromOneAnother() {
    Timing given = new Timing(START, null, LATER, 400L, null);
    Timing timing = RequestLog.created(Updates.timed("a", COMPLETED, given), 1).state().timing();

    assertThat(timing.firstTokenTime()).isEqualTo(START.plusMillis(400));
    assertThat(timing.durationMs()).isEqualTo(2_500);

    Timing corrected = new Timing(null, null, null, null, 3_000L);
    Timing after =
        RequestLog.created(Updates.timed("a", COMPLETED, given), 1)
            .changed(Updates.timed("a", null, corrected), 2)
            .state()
            .timing();
    assertThat(after.durationMs()).isEqualTo(3_000);
    assertThat(after.completeTime()).isEqualTo(START.plusMillis(3_000));
  }

  @Test
  void aRequestThatArrivesEndedWithItsDurationEndedWhenItArrived() {
    Timing given = new Timing(null, null, null, 300L, 2_500L);
    RequestLog log = RequestLog.created(Updates.timed("a", COMPLETED, given), 1);

    assertThat(log.state().timing().initialTime()).isEqualTo(START.minusMillis(2_500));
    assertThat(log.state().timing().firstTokenTime()).isEqualTo(START.minusMillis(2_200));
    assertThat(log.state().timing().completeTime()).isEqualTo(START);
  }

  @Test
  void aStartThatComesLateKeepsTheDurationsThatWereGiven() {
    Timing given = new Timing(null, null, null, 300L, 2_500L);
    Timing late = new Timing(START.minusMillis(9_000), null, null, null, null);
    Timing timing =
        RequestLog.created(Updates.timed("a", COMPLETED, given), 1)
            .changed(Updates.timed("a", PENDING, late), 2)
            .state()
            .timing();

    assertThat(timing.durationMs()).isEqualTo(2_500);
    assertThat(timing.firstTokenDurationMs()).isEqualTo(300);
    assertThat(timing.completeTime()).isEqualTo(START.minusMillis(6_500));
  }

  @Test
  void aStartThatComesLateGivesTheDurationOfAnEndThatWasGiven() {
    Timing end = new Timing(null, null, START.minusMillis(100), null, null);
    Timing late = new Timing(START.minusMillis(9_100), null, null, null, null);
    RequestLog ended = RequestLog.created(Updates.timed("a", COMPLETED, end), 1);
    assertThat(ended.state().timing().durationMs()).isNull();

    Timing timing = ended.changed(Updates.timed("a", PENDING, late), 2).state().timing();
    assertThat(timing.completeTime()).isEqualTo(START.minusMillis(100));
    assertThat(timing.durationMs()).isEqualTo(9_000);
  }

  @Test
  void aCorrectedStartMovesTheDurationThatFollowedFromTheTimes() {
    Timing first = new Timing(START, null, LATER, null, null);
    Timing corrected = new Timing(START.plusMillis(500), null, null, null, null);
    Timing timing =
        RequestLog.created(Updates.timed("a", COMPLETED, first), 1)
            .changed(Updates.timed("a", null, corrected), 2)
            .state()
            .timing();

    assertThat(timing.completeTime()).isEqualTo(LATER);
    assertThat(timing.durationMs()).isEqualTo(2_000);
  }

  @Test
  void aTimeoutThatWasOnlyLateIsForgotten() {
    LogUpdate timeout =
        new LogUpdate("a", LATER, 1L, RequestState.ofTimeout("No news of this request for 2 s."));
    RequestLog timedOut = pending().changed(timeout, 2);
    assertThat(timedOut.state().status()).isEqualTo(TIMEOUT);
    assertThat(timedOut.state().failure().error()).contains("No news");

    RequestLog answered = timedOut.changed(Updates.at("a", LATER.plusMillis(500), COMPLETED), 3);
    assertThat(answered.state().status()).isEqualTo(COMPLETED);
    assertThat(answered.state().failure().error()).isNull();
    assertThat(answered.state().timing().durationMs()).isEqualTo(3_000);
  }

  @Test
  void aChangeForAnotherRevChangesNothing() {
    RequestLog moved = pending().changed(Updates.called("a", target("gpt-5"), Caller.UNKNOWN), 2);
    LogUpdate timeout = new LogUpdate("a", LATER, 1L, RequestState.ofTimeout("too late"));

    assertThat(moved.changed(timeout, 3)).isSameAs(moved);
  }

  @Test
  void aTotalFollowsItsPartsUnlessItWasGivenApartFromThem() {
    RequestLog log = RequestLog.created(Updates.used("a", tokens(10L, null, null)), 1);
    assertThat(log.state().usage().totalTokens()).isEqualTo(10);
    RequestLog more = log.changed(Updates.used("a", tokens(null, 5L, null)), 2);
    assertThat(more.state().usage().totalTokens()).isEqualTo(15);
    RequestLog given = more.changed(Updates.used("a", tokens(null, null, 99L)), 3);
    assertThat(given.state().usage().totalTokens()).isEqualTo(99);
    RequestLog kept = given.changed(Updates.used("a", tokens(null, 6L, null)), 4);
    assertThat(kept.state().usage().totalTokens()).isEqualTo(99);
  }

  @Test
  void moneyIsExactAndAPriceIsTheSumOfItsParts() {
    Cost parts = new Cost(null, new BigDecimal("0.1"), new BigDecimal("0.2"), null, null, null);
    Cost cost = RequestLog.created(Updates.priced("a", parts), 1).state().cost();

    assertThat(cost.price()).isEqualTo(new BigDecimal("0.3"));
    assertThat(cost.cacheReadCost()).isNull();
  }

  @Test
  void unknownIsLeftOutOfTheJsonAndZeroIsNot() throws Exception {
    LogUpdate update = Updates.priced("a", new Cost(null, BigDecimal.ZERO, null, null, null, null));

    assertThat(Json.MAPPER.writeValueAsString(RequestLog.created(update, 1)))
        .isEqualTo(
            "{\"id\":\"a\",\"rev\":1,\"status\":\"pending\",\"initialTime\":\"2026-01-11T15:00:00.123Z\",\"price\":0,\"inputCost\":0}");
  }

  @Test
  void metadataIsMergedKeyByKey() {
    Metadata merged = new Metadata(Map.of("a", 1, "b", 2)).merge(new Metadata(Map.of("b", "two")));

    assertThat(merged.entries()).containsEntry("a", new BigDecimal("1")).containsEntry("b", "two");
  }

  @Test
  void aNumberInMetadataHasOneForm() {
    assertThat(new Metadata(Map.of("t", new BigDecimal("1.0"))))
        .isEqualTo(new Metadata(Map.of("t", 1)))
        .isEqualTo(new Metadata(Map.of("t", 1L)));
  }

  private static RequestLog pending() {
    return RequestLog.created(Updates.of("a", PENDING), 1);
  }

  private static Usage tokens(Long in, Long out, Long total) {
    return new Usage(in, out, null, null, total);
  }

  private static Target target(String model) {
    return new Target(null, null, null, null, model, null, null, null);
  }
}
