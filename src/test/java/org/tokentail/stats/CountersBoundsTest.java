package org.tokentail.stats;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.tokentail.log.Caller;
import org.tokentail.log.LogUpdate;
import org.tokentail.log.LogsChanged.Change;
import org.tokentail.log.RequestLog;
import org.tokentail.log.RequestStatus;
import org.tokentail.log.Target;
import org.tokentail.log.Updates;

/** Whoever invents names cannot fill the memory, and the sums stay exact. */
class CountersBoundsTest {
  private static final Instant NOW = Updates.START.plus(Duration.ofMinutes(1));

  private final Counters counters = new Counters(0, NOW, true);
  private long seq;

  @Test
  void sessionsBeyondTheBoundAreForgottenInTheOrderOfTheirLastChange() {
    List<RequestLog> requests = new ArrayList<>();
    for (int i = 0; i < RecentSessions.MAX + 500; i++) {
      requests.add(create("m", "s-" + i));
    }
    requests.forEach(this::complete);

    Stats stats = counters.at(NOW);
    assertThat(stats.totalRequests()).isEqualTo(RecentSessions.MAX + 500L);
    assertThat(stats.pending()).isZero();
    assertThat(stats.byStatus()).containsOnlyKeys(RequestStatus.COMPLETED);
    assertThat(stats.activeSessions())
        .hasSize(ActiveSessions.MAX_SESSIONS)
        .allMatch(session -> session.requests() == 1 && session.pending() == 0);
  }

  @Test
  void namesBeyondTheBoundAreInTheSumsOnly() {
    List<RequestLog> requests = new ArrayList<>();
    for (int i = 0; i < Counters.NAMES + 100; i++) {
      requests.add(create("m-" + i, "s"));
      requests.add(create("m-" + i, "s"));
    }
    assertThat(counters.areOld(NOW.plus(Duration.ofHours(1)))).isTrue();
    requests.forEach(this::complete);

    Stats stats = counters.at(NOW);
    assertThat(stats.totalRequests()).isEqualTo(2L * (Counters.NAMES + 100));
    assertThat(stats.byStatus())
        .containsEntry(RequestStatus.COMPLETED, 2L * (Counters.NAMES + 100));
    assertThat(stats.byModel()).hasSize(50);
    assertThat(stats.byModel().values()).allMatch(share -> share.requests() == 2);
    assertThat(stats.activeSessions().get(0).models()).hasSize(Counters.NAMES);
  }

  @Test
  void countersWithRoomForAllNamesLiveForADay() {
    create("m", "s");

    assertThat(counters.areOld(NOW.plus(Duration.ofHours(23)))).isFalse();
    assertThat(counters.areOld(NOW.plus(Duration.ofHours(24)))).isTrue();
  }

  @Test
  void whereSumsDoNotTellNamesApartACorrectionOfWhatIsFinalIsLoaded() {
    Counting counting = new Counting();
    counting.beginLoading();
    counting.loaded(new Counters(0, NOW, false), NOW);
    RequestLog open = RequestLog.created(called("m", "s"), 1);
    RequestLog ended = open.changed(Updates.of(open.id(), RequestStatus.COMPLETED), 2);
    RequestLog corrected = ended.changed(Updates.of(open.id(), RequestStatus.ERROR), 3);

    counting.take(List.of(Step.of(new Change(null, open)), Step.of(new Change(open, ended))));
    assertThat(counting.needLoading(NOW)).isFalse();
    counting.take(List.of(Step.of(new Change(ended, corrected))));
    assertThat(counting.needLoading(NOW)).isTrue();
  }

  private RequestLog create(String model, String session) {
    RequestLog log = RequestLog.created(called(model, session), ++seq);
    counters.apply(Step.of(new Change(null, log)));
    return log;
  }

  private LogUpdate called(String model, String session) {
    Target target = new Target(null, "p", null, null, model, null, null, null);
    return Updates.called("r" + seq, target, new Caller(null, session, null, null, null));
  }

  private void complete(RequestLog before) {
    RequestLog after = before.changed(Updates.of(before.id(), RequestStatus.COMPLETED), ++seq);
    counters.apply(Step.of(new Change(before, after)));
  }
}
