package org.tokentail.stats;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.atomic.AtomicLong;
import org.jdbi.v3.core.statement.SqlLogger;
import org.jdbi.v3.core.statement.StatementContext;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.tokentail.journal.TestJournal;
import org.tokentail.log.Caller;
import org.tokentail.log.LogUpdate;
import org.tokentail.log.RequestLog;
import org.tokentail.log.RequestStatus;
import org.tokentail.log.Target;
import org.tokentail.log.Updates;

/** The latest sessions are found, and no more is read than it takes, on every database. */
abstract class LatestSessionsContract {
  private static final int REQUESTS = 9_000;
  private static final Duration ONE = Duration.ofSeconds(1);

  private TestJournal opened;
  private final List<RequestLog> records = new ArrayList<>();

  abstract TestJournal journal();

  @BeforeEach
  void open() {
    opened = journal();
  }

  @AfterEach
  void close() {
    opened.close();
  }

  @Test
  void theLatestOfManySessionsAreFound() {
    write(3_000);
    Instant end = Updates.START.plus(ONE.multipliedBy(REQUESTS));

    for (int limit : new int[] {1, 10, 200, 5_000}) {
      assertThat(latest(Updates.START, limit)).isEqualTo(expected(Updates.START, limit));
    }
    Instant recent = end.minusMillis(700);
    assertThat(latest(recent, 200)).isEqualTo(expected(recent, 200)).hasSizeBetween(50, 199);
    assertThat(latest(end.plusSeconds(1), 200)).isEmpty();
  }

  @Test
  void someThatAreWrittenLateHideNothing() {
    append(List.of(request("kept", Updates.START, "kept")));
    // At the end of the first page, with the times of an outage.
    List<LogUpdate> page = new ArrayList<>();
    for (int i = 0; i < LatestSessions.FIRST_PAGE; i++) {
      page.add(request("r" + i, i < 100 ? Updates.START.minusSeconds(600) : Updates.START, null));
    }
    append(page);

    assertThat(latest(Updates.START.minusSeconds(60), 200)).containsExactly("kept");
  }

  @Test
  void noMoreIsReadThanItTakes() {
    write(3_000);
    Instant end = Updates.START.plus(ONE.multipliedBy(REQUESTS));

    assertThat(reads(end.plusSeconds(60), 200)).isEqualTo(1);
    assertThat(reads(Updates.START, 200)).isEqualTo(1);
    // Of 1, 2, 4 and 8 thousand changes: all.
    assertThat(reads(Updates.START, 5_000)).isEqualTo(4);
  }

  @Test
  void fewSessionsAreFoundAsFarBackAsTheyWereActive() {
    write(7);
    // Long ago, in the order of the feed as well as of time.
    Instant all = Updates.START.minusSeconds(1);

    assertThat(latest(all, 200)).isEqualTo(expected(all, 200)).hasSize(7);
  }

  /** One begins every second, and ends, or is still pending, when some others have begun. */
  private void write(int sessions) {
    Random random = new Random(12);
    List<LogUpdate> open = new ArrayList<>();
    for (int i = 0; i < REQUESTS; i++) {
      Instant start = Updates.START.plus(ONE.multipliedBy(i));
      String session = random.nextInt(10) == 0 ? null : "s" + random.nextInt(sessions);
      open.add(request("r" + i, start, session));
      if (open.size() == 500) {
        append(open);
        Collections.shuffle(open, random);
        List<LogUpdate> ends = new ArrayList<>();
        for (LogUpdate one : open.subList(0, 400)) {
          Instant end = start.plusMillis(ends.size());
          ends.add(Updates.at(one.id(), end, RequestStatus.COMPLETED));
        }
        append(ends);
        open.clear();
      }
    }
  }

  private static LogUpdate request(String id, Instant at, String session) {
    Caller caller = new Caller(null, session, null, null, null);
    return LogUpdate.of(id, at, Updates.called(id, Target.UNKNOWN, caller).state());
  }

  private void append(List<LogUpdate> updates) {
    records.addAll(opened.journal().append(updates).records());
  }

  private List<String> latest(Instant active, int limit) {
    return opened.database().withHandle(handle -> LatestSessions.since(active, limit, handle));
  }

  /** How often the database was asked. */
  private long reads(Instant active, int limit) {
    AtomicLong count = new AtomicLong();
    opened
        .database()
        .withHandle(
            handle -> {
              handle.setSqlLogger(
                  new SqlLogger() {
                    @Override
                    public void logAfterExecution(StatementContext context) {
                      count.incrementAndGet();
                    }
                  });
              return LatestSessions.since(active, limit, handle);
            });
    return count.get();
  }

  private List<String> expected(Instant active, int limit) {
    Map<String, RequestLog> current = new HashMap<>();
    records.forEach(log -> current.put(log.id(), log));
    Map<String, Instant> last = new HashMap<>();
    for (RequestLog log : current.values()) {
      Counted counted = Counted.of(log);
      if (counted.session() != null && !counted.activity().isBefore(active)) {
        last.merge(counted.session(), counted.activity(), (a, b) -> a.isAfter(b) ? a : b);
      }
    }
    return last.entrySet().stream()
        .sorted(
            Comparator.comparing((Map.Entry<String, Instant> entry) -> entry.getValue())
                .reversed()
                .thenComparing(Map.Entry::getKey))
        .limit(limit)
        .map(Map.Entry::getKey)
        .toList();
  }
}
