package org.tokentail.stats;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.tokentail.journal.Journal;
import org.tokentail.journal.LogFilter;
import org.tokentail.journal.TestJournal;
import org.tokentail.log.Caller;
import org.tokentail.log.LogUpdate;
import org.tokentail.log.LogsChanged;
import org.tokentail.log.RequestStatus;
import org.tokentail.log.Target;
import org.tokentail.log.Updates;

/** Live figures that are told of what is committed, and a query to compare them with. */
abstract class LiveStatsFixture {
  TestJournal opened;
  Journal journal;
  private StatsQuery query;
  WatchedQuery counters;
  LiveStats live;
  Instant now = Updates.START;

  abstract TestJournal journal();

  /** Counts the reads, and lets something happen while one is under way. */
  static final class WatchedQuery extends CountersQuery {
    int reads;
    int lookUps;
    Runnable meanwhile = () -> {};

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
    query =
        new StatsQuery(
            new Sources(opened.database()),
            new ActiveSessions(opened.database(), at -> Optional.empty()));
    counters = new WatchedQuery(opened);
    live = new LiveStats(counters, journal);
  }

  @AfterEach
  void close() {
    opened.close();
  }

  /** A while after the last time. */
  void lookUp() {
    now = now.plusSeconds(30);
    live.lookUpSessions(now);
  }

  void assertSameAsQuery() {
    lookUp();
    Stats stats = live.at(now);
    Stats expected = queried();
    assertThat(
            new ActiveSessions(opened.database(), live)
                .within(LogFilter.ALL, ActiveSessions.STANDARD, now))
        .isEqualTo(expected.activeSessions());

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

  Stats queried() {
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
  List<LogUpdate> someUpdates(Random random, int count) {
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

  LogUpdate inSession(String id, String session) {
    Caller caller = new Caller(null, session, null, null, null);
    return LogUpdate.of(id, now, Updates.called(id, Target.UNKNOWN, caller).state());
  }

  LogsChanged commit(List<LogUpdate> updates) {
    return new LogsChanged(journal.append(updates).changes());
  }

  void tell(LogsChanged changed) {
    live.onLogsChanged(changed);
  }
}
