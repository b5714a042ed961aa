package org.tokentail.journal;

import static org.assertj.core.api.Assertions.assertThat;

import java.math.BigDecimal;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.EnumMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.tokentail.config.Settings;
import org.tokentail.log.Caller;
import org.tokentail.log.Cursor;
import org.tokentail.log.LogUpdate;
import org.tokentail.log.LogsChanged.Change;
import org.tokentail.log.RequestLog;
import org.tokentail.log.RequestStatus;
import org.tokentail.log.Target;
import org.tokentail.log.Updates;

/** What the journal promises on every database. */
abstract class JournalContract {
  private Database database;
  private Journal journal;

  /** Settings of a database that no other test uses; the same ones within one test. */
  abstract Settings settings();

  @BeforeEach
  void open() {
    database = new Database(settings());
    database.open();
    journal = new Journal(database);
    journal.open();
  }

  @AfterEach
  void close() {
    database.close();
  }

  @Test
  void everyChangeTakesTheNextPositionInTheFeed() {
    List<Change> first = append(Updates.of("a", null), Updates.of("b", null)).changes();
    List<Change> second = append(Updates.of("a", RequestStatus.COMPLETED)).changes();

    assertThat(first).extracting(change -> change.after().seq()).containsExactly(1L, 2L);
    assertThat(first).extracting(Change::before).containsOnlyNulls();
    assertThat(second).singleElement().extracting(change -> change.after().seq()).isEqualTo(3L);
    assertThat(second.get(0).before()).isEqualTo(first.get(0).after());
    assertThat(journal.head().seq()).isEqualTo(3);
  }

  @Test
  void whatAltersNothingTakesNoPosition() {
    append(Updates.of("a", null));
    Journal.Appended again = append(Updates.of("a", null));

    assertThat(again.changes()).isEmpty();
    assertThat(again.records()).singleElement().extracting(RequestLog::rev).isEqualTo(1L);
    assertThat(again.cursor()).isEqualTo(journal.head());
    assertThat(journal.head().seq()).isEqualTo(1);
  }

  @Test
  void changesOfOneRequestInOneBatchAreSeparateChanges() {
    Journal.Appended appended =
        append(Updates.of("a", null), Updates.of("a", RequestStatus.COMPLETED));

    assertThat(appended.records()).extracting(RequestLog::rev).containsExactly(1L, 2L);
    assertThat(journal.find("a")).contains(appended.records().get(1));
  }

  @Test
  void theFeedHoldsTheLatestStateOfWhatChangedSinceAPosition() {
    append(Updates.of("a", null), Updates.of("b", null), Updates.of("c", null));
    append(Updates.of("a", RequestStatus.ERROR));

    assertThat(journal.since(1, 10)).extracting(RequestLog::id).containsExactly("b", "c", "a");
    assertThat(journal.since(0, 2)).extracting(RequestLog::id).containsExactly("b", "c");
    assertThat(journal.since(4, 10)).isEmpty();
    assertThat(journal.countSince(0, 10)).isEqualTo(3);
    assertThat(journal.countSince(0, 2)).isEqualTo(2);
  }

  @Test
  void theEpochAndTheDataOutliveTheProcess() {
    Cursor cursor = append(Updates.of("a", null)).cursor();
    close();
    open();

    assertThat(journal.head()).isEqualTo(cursor);
    assertThat(journal.find("a")).isPresent();
    assertThat(append(Updates.of("b", null)).cursor()).isEqualTo(cursor.at(2));
  }

  @Test
  void dataThatComesWithoutItsFeedBeginsAnotherOneAfterTheLastChange() {
    append(Updates.of("a", null), Updates.of("b", null), Updates.of("a", RequestStatus.ERROR));
    Cursor before = journal.head();
    List<RequestLog> records = journal.since(0, 10);
    // What a restored dump without this table's row looks like.
    database.withHandle(handle -> handle.execute("delete from epoch"));
    close();
    open();

    assertThat(journal.head().epoch()).isNotEqualTo(before.epoch());
    assertThat(journal.head().seq()).isEqualTo(3);
    assertThat(journal.since(0, 10)).isEqualTo(records);
    assertThat(append(Updates.of("c", null)).cursor()).isEqualTo(journal.head().at(4));
  }

  @Test
  void aSnapshotIsOfOneMomentWhateverIsCommittedMeanwhile() {
    append(Updates.of("a", null));
    List<Long> first =
        snapshot(() -> append(Updates.of("b", null), Updates.of("a", RequestStatus.COMPLETED)));
    // The same questions at once: a database that remembers answers must not mix the two moments.
    List<Long> second = snapshot(() -> {});

    assertThat(first).containsExactly(1L, 1L);
    assertThat(second).containsExactly(3L, 3L);
  }

  /** The head, and what comes to the same: every change raises a rev by one. */
  private List<Long> snapshot(Runnable meanwhile) {
    return database.inSnapshot(
        Lane.QUERY,
        handle -> {
          long seq = handle.select("select seq from journal").mapTo(Long.class).one();
          // On another thread: on this one it would be part of the same transaction.
          CompletableFuture.runAsync(meanwhile).join();
          return List.of(
              seq, handle.select("select sum(rev) from request_log").mapTo(Long.class).one());
        });
  }

  @Test
  void pagesHoldEveryRecordOnceNewestFirst() {
    List<LogUpdate> updates = new ArrayList<>();
    for (int i = 0; i < 95; i++) {
      // Several requests start in the same millisecond: the id decides.
      Instant start = Updates.START.plusMillis(i / 4);
      updates.add(Updates.at("p" + i, start, null));
    }
    journal.append(updates);

    List<RequestLog> all = new ArrayList<>();
    Optional<PageRequest.Key> before = Optional.empty();
    for (int page = 0; page < 10; page++) {
      List<RequestLog> requests = newest(LogFilter.ALL, before, 10);
      all.addAll(requests);
      before =
          PageRequest.Key.parse(PageRequest.Key.of(requests.get(requests.size() - 1)).toString());
    }
    assertThat(all).hasSize(95).doesNotHaveDuplicates();
    assertThat(all)
        .isSortedAccordingTo(
            Comparator.comparing((RequestLog log) -> log.state().timing().initialTime())
                .thenComparing(RequestLog::id)
                .reversed());
  }

  @Test
  void aFilterMeansTheSameInSqlAndInMemory() {
    Random random = new Random(7);
    List<LogUpdate> updates = new ArrayList<>();
    for (int i = 0; i < 300; i++) {
      updates.add(Updates.random(random, "f" + i));
    }
    List<RequestLog> records = journal.append(updates).records();

    for (int i = 0; i < 200; i++) {
      LogFilter filter = randomFilter(random);
      List<RequestLog> matching = records.stream().filter(filter::matches).toList();
      assertThat(newest(filter, Optional.empty(), 1_000))
          .as("%s", filter)
          .containsExactlyInAnyOrderElementsOf(matching);
      List<String> ids = matching.stream().map(RequestLog::id).toList();
      assertThat(ids(filter.sql(), "")).as("%s", filter).containsExactlyInAnyOrderElementsOf(ids);
      assertThat(IndexedPart.of(filter, database.dialect()))
          .as("%s", filter)
          .flatExtracting(part -> ids(part.filter().sql(), part.hint()))
          .containsExactlyInAnyOrderElementsOf(ids);
    }
  }

  private List<String> ids(SqlCondition condition, String hint) {
    return database.withHandle(
        handle ->
            handle
                .createQuery("select id from request_log " + hint + condition.where())
                .bindMap(condition.bindings())
                .mapTo(String.class)
                .list());
  }

  @Test
  void silentPendingRequestsAreFoundTheLongestSilentFirst() {
    append(
        Updates.at("new", Updates.START.plusSeconds(400), null),
        Updates.at("old", Updates.START.plusSeconds(10), null),
        Updates.at("oldest", Updates.START, null),
        Updates.at("ended", Updates.START, RequestStatus.COMPLETED));

    assertThat(journal.pendingSince(Updates.START.plusSeconds(100), 10))
        .extracting(Journal.Pending::id)
        .containsExactly("oldest", "old");
  }

  @Test
  void anArrayOfNothingButTextIsNoDanger() {
    String quote = "'; drop table request_log; --";
    append(
        Updates.called(
            "q",
            new Target(quote, null, null, null, quote, null, null, null),
            new Caller(quote, null, null, null, null)));

    assertThat(newest(LogFilter.ALL.with(FilterField.MODEL, Set.of(quote)), Optional.empty(), 10))
        .hasSize(1);
  }

  private Journal.Appended append(LogUpdate... updates) {
    return journal.append(List.of(updates));
  }

  private List<RequestLog> newest(LogFilter filter, Optional<PageRequest.Key> before, int limit) {
    return journal.newest(new PageRequest(filter, before, null, null, limit)).records();
  }

  private static LogFilter randomFilter(Random random) {
    Map<FilterField, Set<Object>> values = new EnumMap<>(FilterField.class);
    values.put(FilterField.PROVIDER, some(random, "anthropic", "OpenAI", "nobody"));
    values.put(FilterField.CHANNEL, some(random, "c-1", "main"));
    values.put(FilterField.MODEL, some(random, "gpt-5", "Ünïcode-模型-\uD83D\uDE00"));
    values.put(
        FilterField.STATUS,
        some(random, Arrays.stream(RequestStatus.values()).map(RequestStatus::wire).toArray()));
    values.put(FilterField.ENDPOINT, some(random, "/v1/messages", "/v1/responses"));
    values.put(FilterField.CLIENT, some(random, "ci"));
    values.put(FilterField.SESSION, some(random, "s-1", "s-2"));
    values.put(FilterField.HTTP_STATUS, some(random, 200, 429));
    values.put(FilterField.STREAM, some(random, true, false));
    values.put(FilterField.ATTEMPT_OF, some(random, "r-1"));
    return new LogFilter(
        values,
        new Range<>(
            one(random, BigDecimal.ZERO, new BigDecimal("0.0036")),
            one(random, new BigDecimal("0.0036"), new BigDecimal("24.1"))),
        new Range<>(one(random, 0L, 900L), one(random, 900L, 5_000L)),
        random.nextInt(3) > 0
            ? null
            : List.of("GPT", "%", "_", "!", "\\", "f1", "broke").get(random.nextInt(7)));
  }

  /** Mostly null, so that filters match something. */
  @SafeVarargs
  private static <T> T one(Random random, T... values) {
    return random.nextInt(6) == 0 ? values[random.nextInt(values.length)] : null;
  }

  /** Mostly none of them, so that filters match something. */
  private static Set<Object> some(Random random, Object... values) {
    Set<Object> some = new HashSet<>();
    if (random.nextInt(5) == 0) {
      some.add(values[random.nextInt(values.length)]);
      some.add(values[random.nextInt(values.length)]);
    }
    return some;
  }
}
