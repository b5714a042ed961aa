package org.tokentail.stats;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.tokentail.journal.Upkeep;
import org.tokentail.log.LogsChanged;
import org.tokentail.log.RequestStatus;
import org.tokentail.log.Updates;

/** Sessions that come back are shown with all of their records, on every database. */
abstract class LookUpsContract extends LiveStatsFixture {
  @Test
  void aSessionThatComesBackIsLookedUpOnce() {
    commit(List.of(inSession("before", "s")));
    now = now.plusSeconds(7_200);
    assertThat(live.at(now).activeSessions()).isEmpty();
    tell(commit(List.of(inSession("back", "s"))));
    for (int i = 0; i < 3; i++) {
      lookUp();
    }

    assertThat(live.at(now)).isEqualTo(queried());
    assertThat(live.at(now).activeSessions().get(0).requests()).isEqualTo(2);
    assertThat(counters.lookUps).isEqualTo(1);
    assertThat(counters.reads).isEqualTo(1);
  }

  @Test
  void aNewSessionIsLookedUpOnceWhateverBecomesOfItsOnlyRecord() {
    commit(List.of(inSession("first", "other")));
    live.at(now);
    tell(commit(List.of(inSession("only", "s"))));
    lookUp();
    for (RequestStatus status :
        List.of(RequestStatus.COMPLETED, RequestStatus.FAILOVER, RequestStatus.ERROR)) {
      tell(commit(List.of(Updates.at("only", now, status))));
      lookUp();
      assertThat(live.at(now)).isEqualTo(queried());
    }
    assertThat(counters.lookUps).isEqualTo(1);
  }

  @Test
  void aSessionWhoseRecordsAreGoneIsLookedUpOnce() {
    commit(List.of(inSession("first", "other")));
    live.at(now);
    tell(commit(List.of(inSession("a", "s"))));
    new Upkeep(opened.database(), journal).delete(now.plusSeconds(1), 10, true);
    lookUp();
    lookUp();

    assertThat(live.latestSessions(now)).contains(List.of("other"));
    assertThat(counters.lookUps).isEqualTo(1);
  }

  @Test
  void lookingUpTakesATenthOfTheTimeAtMost() {
    commit(List.of(inSession("first", "other")));
    live.at(now);
    for (int i = 0; i < 3; i++) {
      tell(commit(List.of(inSession("r" + i, "s" + i))));
      live.lookUpSessions(now);
    }

    assertThat(counters.lookUps).isEqualTo(1);
    lookUp();
    assertThat(counters.lookUps).isEqualTo(2);
  }

  @Test
  void changesDuringALookUpAreCountedOnce() {
    Random random = new Random(9);
    commit(List.of(inSession("a", "s"), inSession("b", "s"), inSession("c", "s")));
    now = now.plusSeconds(7_200);
    live.at(now);
    tell(commit(List.of(inSession("d", "s"))));
    counters.meanwhile =
        () -> {
          // A record that was not counted in the session, one that was, and one that leaves it.
          tell(commit(List.of(Updates.at("a", now, RequestStatus.ERROR))));
          tell(commit(List.of(Updates.at("d", now, RequestStatus.COMPLETED))));
          tell(commit(List.of(inSession("b", "other"))));
          tell(commit(someUpdates(random, 30)));
        };
    lookUp();
    counters.meanwhile = () -> {};

    assertSameAsQuery();
    assertThat(counters.reads).isEqualTo(1);
  }

  @Test
  void aChangeThatIsToldOfAfterTheLookUpIsCountedOnce() {
    commit(List.of(inSession("a", "s")));
    now = now.plusSeconds(7_200);
    live.at(now);
    tell(commit(List.of(inSession("b", "s"))));
    LogsChanged late = commit(List.of(inSession("c", "s")));
    lookUp();
    tell(late);
    lookUp();

    assertThat(live.at(now)).isEqualTo(queried());
    assertThat(counters.lookUps).isEqualTo(2);
  }

  @Test
  void activeSessionsAreKnownWhileNoChangeIsMissing() {
    assertThat(live.latestSessions(now)).isEmpty();
    live.at(now);
    tell(commit(List.of(inSession("a", "s"))));
    assertThat(live.latestSessions(now)).contains(List.of("s"));
    LogsChanged late = commit(List.of(inSession("b", "t")));
    assertThat(live.latestSessions(now)).isEmpty();
    tell(late);
    assertThat(live.latestSessions(now)).contains(List.of("s", "t"));
  }

  @Test
  void figuresGoOnAfterALookUpThatFailed() {
    commit(List.of(inSession("first", "other")));
    live.at(now);
    tell(commit(List.of(inSession("a", "s"))));
    counters.meanwhile =
        () -> {
          throw new IllegalStateException("This look-up fails on purpose");
        };
    assertThatIllegalStateException().isThrownBy(this::lookUp);
    counters.meanwhile = () -> {};
    tell(commit(List.of(inSession("b", "s"))));
    lookUp();

    assertThat(live.at(now)).isEqualTo(queried());
    assertThat(counters.reads).isEqualTo(1);
  }
}
