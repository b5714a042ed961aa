package org.tokentail.stats;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.Test;
import org.tokentail.journal.Upkeep;
import org.tokentail.log.LogsChanged;
import org.tokentail.log.RequestStatus;
import org.tokentail.log.Updates;

/** The live figures are those that a query would find, on every database. */
abstract class LiveStatsContract extends LiveStatsFixture {
  @Test
  void theFiguresAreThoseOfAQueryWhateverHappens() {
    Random random = new Random(5);
    tell(commit(someUpdates(random, 100)));
    for (int i = 0; i < 150; i++) {
      tell(commit(someUpdates(random, 1 + random.nextInt(12))));
      if (random.nextInt(3) == 0) {
        // An hour at most, so that the counters are loaded as soon as they are a day old.
        now = now.plusSeconds(random.nextInt(3_600));
        assertSameAsQuery();
      }
    }
    // Once at first, and once a day.
    assertThat(counters.reads)
        .isEqualTo(1 + (int) Duration.between(Updates.START, now).dividedBy(Duration.ofDays(1)))
        .isGreaterThan(1);
  }

  @Test
  void whatIsLoadedIsWhatAQueryFindsToTheLastDetail() {
    commit(someUpdates(new Random(6), 400));

    assertThat(live.at(now)).isEqualTo(queried());
  }

  @Test
  void changesDuringTheLoadAreCountedOnce() {
    Random random = new Random(7);
    LogsChanged late = commit(someUpdates(random, 50));
    counters.meanwhile =
        () -> {
          // Committed before the counters were read, but told of only now.
          tell(late);
          tell(commit(someUpdates(random, 30)));
        };
    live.at(now);
    counters.meanwhile = () -> {};
    tell(commit(someUpdates(random, 10)));

    assertSameAsQuery();
    assertThat(counters.reads).isEqualTo(1);
  }

  @Test
  void whatRetentionRemovesStaysInTheFiguresAndLeavesTheSessions() {
    tell(commit(List.of(inSession("a", "s"), Updates.at("a", now, RequestStatus.COMPLETED))));
    assertThat(live.at(now).activeSessions()).hasSize(1);
    Upkeep upkeep = new Upkeep(opened.database(), journal);
    Instant later = now.plusSeconds(1);
    assertThat(upkeep.delete(later, 10, false)).isEqualTo(1);
    upkeep.cleared(later, later);
    now = now.plusSeconds(60);

    assertThat(live.at(now)).isEqualTo(queried());
    assertThat(live.at(now).totalRequests()).isEqualTo(1);
    assertThat(live.at(now).activeSessions()).isEmpty();
  }

  @Test
  void aWriterAndManyLoadsAtTheSameTimeAgreeInTheEnd() throws InterruptedException {
    Random random = new Random(8);
    List<LiveStats> listeners = new CopyOnWriteArrayList<>();
    Thread writer =
        new Thread(
            () -> {
              for (int i = 0; i < 150; i++) {
                LogsChanged changed = commit(someUpdates(random, 5));
                listeners.forEach(listener -> listener.onLogsChanged(changed));
              }
            });
    writer.start();
    List<WatchedQuery> queries = new ArrayList<>();
    while (writer.isAlive()) {
      queries.add(new WatchedQuery(opened));
      listeners.add(new LiveStats(queries.get(queries.size() - 1), journal));
      listeners.get(listeners.size() - 1).at(now);
    }
    writer.join();

    for (LiveStats listener : listeners) {
      live = listener;
      assertSameAsQuery();
    }
    assertThat(queries).hasSizeGreaterThan(1).allMatch(one -> one.reads == 1);
  }

  @Test
  void aMissingChangeIsLoadedWithTheNextFigures() {
    live.at(now);
    commit(List.of(Updates.at("untold", now, null)));
    tell(commit(List.of(Updates.at("told", now, null))));
    now = now.plusSeconds(60);

    assertThat(live.at(now).totalRequests()).isEqualTo(2);
    assertThat(counters.reads).isEqualTo(2);
  }

  @Test
  void aMissingChangeIsFoundWithoutANextOne() {
    live.at(now);
    commit(List.of(Updates.at("untold", now, null)));
    now = now.plusSeconds(60);
    live.at(now);
    // It could have been on its way at the first look.
    assertThat(counters.reads).isEqualTo(1);
    now = now.plusSeconds(60);

    assertThat(live.at(now).totalRequests()).isEqualTo(1);
    assertThat(counters.reads).isEqualTo(2);
  }

  @Test
  void loadingTakesATenthOfTheTimeAtMost() {
    live.at(now);
    commit(List.of(Updates.at("untold", now, null)));
    tell(commit(List.of(Updates.at("told", now, null))));

    assertThat(live.at(now).totalRequests()).isZero();
    assertThat(counters.reads).isEqualTo(1);
  }

  @Test
  void theLastFiguresStandWhileTheDatabaseRefusesNewOnes() {
    tell(commit(List.of(Updates.at("a", now, null))));
    Stats first = live.at(now);
    commit(List.of(Updates.at("untold", now, null)));
    tell(commit(List.of(Updates.at("told", now, null))));
    counters.meanwhile =
        () -> {
          throw new IllegalStateException("This load fails on purpose");
        };
    now = now.plusSeconds(60);

    assertThat(live.at(now)).isEqualTo(first);
    counters.meanwhile = () -> {};
    now = now.plusSeconds(60);
    assertThat(live.at(now).totalRequests()).isEqualTo(3);
  }

  @Test
  void requestsLeaveTheWindowByTheMinute() {
    tell(commit(List.of(Updates.at("a", Instant.parse("2026-01-11T15:00:59.999Z"), null))));
    tell(commit(List.of(Updates.at("b", Instant.parse("2026-01-11T15:01:00Z"), null))));
    now = Instant.parse("2026-01-12T15:00:30Z");
    assertThat(live.at(now).totalRequests()).isEqualTo(2);
    assertThat(live.at(now).from()).isEqualTo("2026-01-11T15:00:00Z");
    now = Instant.parse("2026-01-12T15:01:00Z");

    assertThat(live.at(now).totalRequests()).isEqualTo(1);
    assertThat(live.at(now).from()).isEqualTo("2026-01-11T15:01:00Z");
    assertThat(counters.reads).isEqualTo(1);
  }
}
