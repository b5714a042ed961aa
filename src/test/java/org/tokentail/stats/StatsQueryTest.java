package org.tokentail.stats;

import static org.assertj.core.api.Assertions.assertThat;

import java.math.BigDecimal;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.Random;
import java.util.function.Function;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.tokentail.journal.Journal;
import org.tokentail.journal.LogFilter;
import org.tokentail.journal.TestJournal;
import org.tokentail.log.Caller;
import org.tokentail.log.LogUpdate;
import org.tokentail.log.RequestLog;
import org.tokentail.log.RequestStatus;
import org.tokentail.log.Target;
import org.tokentail.log.Updates;

class StatsQueryTest {
  private static final Instant NOW = Updates.START.plus(Duration.ofHours(6));

  @TempDir private Path directory;
  private TestJournal opened;
  private Journal journal;
  private ActiveSessions sessions;
  private Optional<List<String>> known = Optional.empty();
  private StatsQuery query;

  @BeforeEach
  void open() {
    opened = new TestJournal(directory);
    journal = opened.journal();
    sessions = new ActiveSessions(opened.database(), now -> known);
    query = new StatsQuery(new Sources(opened.database()), sessions);
  }

  @AfterEach
  void close() {
    opened.close();
  }

  @Test
  void theSumsAreThoseOfTheRecords() {
    List<RequestLog> all = randomRecords();
    Instant from = Updates.START.plus(Duration.ofHours(1)).truncatedTo(ChronoUnit.MINUTES);
    List<RequestLog> records =
        all.stream().filter(log -> !log.state().timing().initialTime().isBefore(from)).toList();

    Stats stats = query.of(LogFilter.ALL, from, null, NOW).stats();

    List<RequestLog> requests =
        records.stream().filter(log -> !log.state().status().isAttempt()).toList();
    assertThat(stats.totalRequests()).isEqualTo(requests.size()).isPositive();
    assertThat(stats.totalTokens())
        .isEqualTo(sum(records, log -> log.state().usage().totalTokens()));
    assertThat(stats.inputTokens())
        .isEqualTo(sum(records, log -> log.state().usage().inputTokens()));
    assertThat(stats.totalCost()).isEqualByComparingTo(cost(records));
    assertThat(stats.pending()).isEqualTo(count(records, RequestStatus.PENDING));
    assertThat(stats.byStatus().values().stream().mapToLong(Long::longValue).sum())
        .isEqualTo(records.size());
    assertThat(stats.unpriced())
        .isEqualTo(records.stream().filter(StatsQueryTest::isUnpriced).count());
    double completed = count(records, RequestStatus.COMPLETED);
    double failed = count(records, RequestStatus.ERROR) + count(records, RequestStatus.TIMEOUT);
    assertThat(stats.successRate()).isEqualTo(completed / (completed + failed));
    List<RequestLog> ofProvider =
        requests.stream()
            .filter(log -> "anthropic".equals(log.state().target().providerName()))
            .toList();
    Stats.Share share = stats.byProvider().get("anthropic");
    assertThat(share.requests()).isEqualTo(ofProvider.size());
    assertThat(share.totalCost()).isEqualByComparingTo(cost(ofProvider));
  }

  @Test
  void nothingIsUnknownAndNotZero() {
    Stats stats = query.of(LogFilter.ALL, null, null, NOW).stats();

    assertThat(stats.totalRequests()).isZero();
    assertThat(stats.totalCost()).isEqualTo(BigDecimal.ZERO);
    assertThat(stats.successRate()).isNull();
    assertThat(stats.averageDurationMs()).isNull();
    assertThat(stats.activeSessions()).isEmpty();
  }

  @Test
  void aSessionIsActiveWhileItsRequestsStartOrEnd() {
    journal.append(
        List.of(
            inSession("a1", "recent", "gpt-5", NOW.minusSeconds(60)),
            inSession("a2", "recent", "claude-opus-4-1", NOW.minus(Duration.ofHours(5))),
            inSession("b1", "quiet", "gpt-5", NOW.minus(Duration.ofHours(5))),
            inSession("c1", "latest", "gpt-5", NOW.minusSeconds(5))));

    List<ActiveSession> active = sessions.within(LogFilter.ALL, Duration.ofMinutes(30), NOW);

    assertThat(active).extracting(ActiveSession::sessionId).containsExactly("latest", "recent");
    assertThat(active.get(1).requests()).isEqualTo(2);
    assertThat(active.get(1).models()).containsExactly("claude-opus-4-1", "gpt-5");
    assertThat(active.get(1).firstActivity()).isEqualTo(NOW.minus(Duration.ofHours(5)));
  }

  @Test
  void whichSessionsAreActiveIsNotAskedWhereItIsKnown() {
    journal.append(
        List.of(
            inSession("a1", "earlier", "gpt-5", NOW.minusSeconds(60)),
            inSession("b1", "later", "gpt-5", NOW.minusSeconds(5)),
            inSession("c1", "unknown", "gpt-5", NOW),
            inSession("d1", "quiet", "gpt-5", NOW.minus(Duration.ofHours(5)))));
    known = Optional.of(List.of("quiet", "earlier", "later", "deleted"));

    assertThat(ids(Duration.ofMinutes(30))).containsExactly("later", "earlier");
    assertThat(ids(Duration.ofSeconds(30))).containsExactly("later");
    // What is known does not reach so far back.
    assertThat(ids(Duration.ofHours(6))).containsExactly("unknown", "later", "earlier", "quiet");
  }

  private List<String> ids(Duration threshold) {
    return sessions.within(LogFilter.ALL, threshold, NOW).stream()
        .map(ActiveSession::sessionId)
        .toList();
  }

  private List<RequestLog> randomRecords() {
    Random random = new Random(11);
    List<LogUpdate> updates = new ArrayList<>();
    for (int i = 0; i < 500; i++) {
      updates.add(Updates.random(random, "s" + i));
    }
    return journal.append(updates).records();
  }

  private static LogUpdate inSession(String id, String session, String model, Instant at) {
    LogUpdate update =
        Updates.called(
            id,
            new Target(null, null, null, null, model, null, null, null),
            new Caller(null, session, null, null, null));
    return LogUpdate.of(id, at, update.state());
  }

  private static long sum(List<RequestLog> records, Function<RequestLog, Long> value) {
    return records.stream().map(value).filter(Objects::nonNull).mapToLong(Long::longValue).sum();
  }

  private static BigDecimal cost(List<RequestLog> records) {
    return records.stream()
        .map(log -> log.state().cost().price())
        .filter(Objects::nonNull)
        .reduce(BigDecimal.ZERO, BigDecimal::add);
  }

  private static long count(List<RequestLog> records, RequestStatus status) {
    return records.stream().filter(log -> log.state().status() == status).count();
  }

  private static boolean isUnpriced(RequestLog log) {
    Long tokens = log.state().usage().totalTokens();
    return log.state().status().isFinal()
        && tokens != null
        && tokens > 0
        && log.state().cost().price() == null;
  }
}
