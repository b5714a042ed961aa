package org.tokentail.stats;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.tokentail.journal.Journal;
import org.tokentail.journal.LogFilter;
import org.tokentail.journal.TestJournal;
import org.tokentail.log.Caller;
import org.tokentail.log.LogUpdate;
import org.tokentail.log.LogsChanged;
import org.tokentail.log.RequestStatus;
import org.tokentail.log.Target;
import org.tokentail.log.Updates;

/** The live figures are those that a query would find, on every database. */
abstract class LiveStatsContract {
  private TestJournal opened;
  private Journal journal;
  private StatsQuery query;
  private WatchedQuery counters;
  private LiveStats live;
  private Instant now = Updates.START;

  abstract TestJournal journal();

  /** Counts the reads, and lets something happen while one is under way. */
  private static final class WatchedQuery extends CountersQuery {
    private int reads;
    private int lookUps;
    private Runnable meanwhile = () -> {};

    WatchedQuery(TestJournal opened) {
      super(opened.database(), new Sources(opened.database()));
    }

    @Override
    Counters read(Instant now) {
      reads++;
      Counters counters = super.read(now);
      meanwhile.run();
      return counters;
    }

    @Override
    SessionsFound sessions(List<String> ids) {
      lookUps++;
      SessionsFound found = super.sessions(ids);
      meanwhile.run();
      return found;
    }
  }

  @BeforeEach
  void open() {
    opened = journal();
    journal = opened.journal();
    query = new StatsQuery(new Sources(opened.database()), new ActiveSessions(opened.database()));
    counters = new WatchedQuery(opened);
    live = new LiveStats(counters, journal);
  }

  @AfterEach
  void close() {
    opened.close();
  }

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
  void aSessionThatComesBackIsLookedUpOnce() {
    commit(List.of(inSession("before", "s")));
    now = now.plusSeconds(7_200);
    assertThat(live.at(now).activeSessions()).isEmpty();
    tell(commit(List.of(inSession("back", "s"))));
    for (int i = 0; i < 3; i++) {
      live.lookUpSessions(now);
    }

    assertThat(live.at(now)).isEqualTo(queried());
    assertThat(live.at(now).activeSessions().get(0).requests()).isEqualTo(2);
    // The next change of its only record leaves nothing to look up either.
    tell(commit(List.of(Updates.at("back", now, RequestStatus.COMPLETED))));
    live.lookUpSessions(now);
    assertSameAsQuery();
    assertThat(counters.lookUps).isEqualTo(1);
    assertThat(counters.reads).isEqualTo(1);
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
          // One of which the session is not known to have it, one that is, one that leaves it.
          tell(commit(List.of(Updates.at("a", now, RequestStatus.ERROR))));
          tell(commit(List.of(Updates.at("d", now, RequestStatus.COMPLETED))));
          tell(commit(List.of(inSession("b", "other"))));
          tell(commit(someUpdates(random, 30)));
        };
    live.lookUpSessions(now);
    counters.meanwhile = () -> {};

    live.lookUpSessions(now);
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
    live.lookUpSessions(now);
    tell(late);
    live.lookUpSessions(now);

    assertThat(live.at(now)).isEqualTo(queried());
    assertThat(counters.lookUps).isEqualTo(2);
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
    assertThatIllegalStateException().isThrownBy(() -> live.lookUpSessions(now));
    counters.meanwhile = () -> {};
    tell(commit(List.of(inSession("b", "s"))));
    live.lookUpSessions(now);

    assertThat(live.at(now)).isEqualTo(queried());
    assertThat(counters.reads).isEqualTo(1);
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

  private void assertSameAsQuery() {
    live.lookUpSessions(now);
    Stats stats = live.at(now);
    Stats expected = queried();

    assertThat(withoutSessions(stats)).isEqualTo(withoutSessions(expected));
    Map<String, ActiveSession> sessions =
        stats.activeSessions().stream()
            .collect(Collectors.toMap(ActiveSession::sessionId, Function.identity()));
    for (ActiveSession session : expected.activeSessions()) {
      ActiveSession counted = sessions.get(session.sessionId());
      // Extremes are not taken back when a record is corrected.
      assertThat(counted)
          .usingRecursiveComparison()
          .ignoringFields("clientId", "firstActivity", "lastActivity")
          .isEqualTo(session);
      assertThat(counted.firstActivity()).isBeforeOrEqualTo(session.firstActivity());
      assertThat(counted.lastActivity()).isAfterOrEqualTo(session.lastActivity());
    }
  }

  private Stats queried() {
    return query.of(LogFilter.ALL, Window.from(now), null, now).stats();
  }

  private static Stats withoutSessions(Stats stats) {
    return new Stats(
        stats.from(),
        stats.totalRequests(),
        stats.pending(),
        stats.byStatus(),
        stats.successRate(),
        stats.totalCost(),
        stats.unpriced(),
        stats.inputTokens(),
        stats.outputTokens(),
        stats.cacheCreationInputTokens(),
        stats.cacheReadInputTokens(),
        stats.totalTokens(),
        stats.averageDurationMs(),
        stats.byProvider(),
        stats.byModel(),
        List.of());
  }

  /** Some of few requests, so that most are changed again and again. */
  private List<LogUpdate> someUpdates(Random random, int count) {
    List<LogUpdate> updates = new ArrayList<>();
    for (int i = 0; i < count; i++) {
      updates.add(Updates.random(random, "r" + random.nextInt(150), someTime(random)));
    }
    // Ends as a timeout, perhaps to be revived by one of the above.
    updates.add(Updates.at("r" + random.nextInt(150), now, RequestStatus.TIMEOUT));
    return updates;
  }

  private Instant someTime(Random random) {
    return switch (random.nextInt(8)) {
      case 0 -> now.minusSeconds(random.nextInt(200_000));
      case 1 -> now.plusSeconds(random.nextInt(200_000));
      case 2 -> now.plusSeconds(random.nextInt(300_000_000));
      case 3 -> Instant.parse("2010-01-01T00:00:00Z");
      default -> now.minusSeconds(random.nextInt(90));
    };
  }

  private LogUpdate inSession(String id, String session) {
    Caller caller = new Caller(null, session, null, null, null);
    return LogUpdate.of(id, now, Updates.called(id, Target.UNKNOWN, caller).state());
  }

  private LogsChanged commit(List<LogUpdate> updates) {
    return new LogsChanged(journal.append(updates).changes());
  }

  private void tell(LogsChanged changed) {
    live.onLogsChanged(changed);
  }
}
