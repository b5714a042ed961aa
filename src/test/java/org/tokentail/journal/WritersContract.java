package org.tokentail.journal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import java.util.stream.LongStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.tokentail.config.Settings;
import org.tokentail.log.LogUpdate;
import org.tokentail.log.LogsChanged.Change;
import org.tokentail.log.RequestLog;
import org.tokentail.log.RequestStatus;
import org.tokentail.log.UnavailableException;
import org.tokentail.log.Updates;
import org.tokentail.log.Usage;

/** What the journal promises to several that write to one database. */
abstract class WritersContract {
  private Database database;
  private Journal journal;

  /** As another node has it. */
  private Journal other;

  /** Settings of a database that no other test uses; the same ones within one test. */
  abstract Settings settings();

  @BeforeEach
  void open() {
    database = new Database(settings());
    database.open();
    journal = opened();
    other = opened();
  }

  private Journal opened() {
    Journal opened = new Journal(database);
    opened.open();
    return opened;
  }

  @AfterEach
  void close() {
    database.close();
  }

  @Test
  void concurrentWritersShareOneOrderWithoutGaps() throws Exception {
    ExecutorService writers = Executors.newFixedThreadPool(4);
    try {
      List<Callable<List<Change>>> work =
          IntStream.range(0, 200)
              .<Callable<List<Change>>>mapToObj(
                  i ->
                      () ->
                          append(
                                  i % 3 == 0 ? other : journal,
                                  Updates.of("w" + i % 50, null),
                                  Updates.of("x" + i, null))
                              .changes())
              .toList();
      Set<Long> positions = new HashSet<>();
      int changes = 0;
      for (Future<List<Change>> done : writers.invokeAll(work)) {
        for (Change change : done.get()) {
          positions.add(change.after().seq());
          changes++;
        }
      }
      assertThat(positions)
          .hasSize(changes)
          .containsAll(LongStream.rangeClosed(1, journal.head().seq()).boxed().toList());
    } finally {
      writers.shutdownNow();
    }
  }

  @Test
  void eachGoesOnWithWhatTheOthersWrote() {
    Random random = new Random(3);
    for (int i = 0; i < 100; i++) {
      String id = "r" + random.nextInt(10);
      RequestLog before = journal.find(id).orElse(null);
      List<Change> changes = new ArrayList<>();
      for (Journal writer : List.of(journal, random.nextBoolean() ? other : journal, journal)) {
        changes.addAll(
            append(writer, Updates.used(id, tokens(10L * i + changes.size()))).changes());
      }

      assertThat(changes).extracting(Change::before).startsWith(before);
      assertThat(changes.get(1).before()).isEqualTo(changes.get(0).after());
      assertThat(changes.get(2).before()).isEqualTo(changes.get(1).after());
      assertThat(journal.find(id)).contains(changes.get(2).after());
    }
  }

  private static Usage tokens(long input) {
    return new Usage(input, null, null, null, null);
  }

  @Test
  void aRequestThatSomebodyDeletedBeginsAnew() {
    append(journal, Updates.of("a", null));
    new Upkeep(database, other).delete(Updates.START.plusSeconds(1_000), 10, true);
    assertThat(journal.find("a")).isEmpty();

    assertThat(append(journal, Updates.of("a", RequestStatus.COMPLETED)).changes())
        .singleElement()
        .extracting(Change::before)
        .isNull();
    assertThat(journal.find("a")).hasValueSatisfying(log -> assertThat(log.rev()).isEqualTo(1));
  }

  @Test
  void whoCannotHaveTheRowHearsOfItAndKeepsNothing() {
    database.inTransactionWithoutLimits(
        Lane.UPKEEP,
        handle -> {
          handle.select("select seq from journal for update").mapTo(Long.class).one();
          CompletableFuture<Journal.Appended> call =
              CompletableFuture.supplyAsync(() -> append(journal, Updates.of("a", null)))
                  .orTimeout(20, TimeUnit.SECONDS);

          assertThatThrownBy(call::join)
              .cause()
              .isInstanceOf(UnavailableException.class)
              .hasMessageContaining("Nothing of this call was kept");
          return null;
        });

    assertThat(journal.find("a")).isEmpty();
    assertThat(append(journal, Updates.of("a", null)).cursor().seq()).isEqualTo(1);
  }

  private static Journal.Appended append(Journal writer, LogUpdate... updates) {
    return writer.append(List.of(updates));
  }
}
