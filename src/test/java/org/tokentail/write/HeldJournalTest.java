package org.tokentail.write;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ForkJoinPool;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.tokentail.config.Settings;
import org.tokentail.journal.Journal;
import org.tokentail.journal.TestJournal;
import org.tokentail.journal.TestPostgres;
import org.tokentail.log.LogUpdate;
import org.tokentail.log.Pricing;
import org.tokentail.log.UnavailableException;
import org.tokentail.log.Updates;

/** Others hold the row {@code journal} that every commit needs. */
@Timeout(value = 2, unit = TimeUnit.MINUTES)
class HeldJournalTest {
  @RegisterExtension static final TestPostgres POSTGRES = new TestPostgres();

  /** One commit that fails, and one more for who came in the middle of it. */
  private static final Duration LONGEST_ANSWER = Duration.ofSeconds(12);

  private final Settings settings = POSTGRES.newDatabase();
  private TestJournal opened;

  @BeforeEach
  void open() {
    opened = new TestJournal(settings);
  }

  @AfterEach
  void close() {
    opened.close();
  }

  @Test
  void everyCallIsAnsweredTheTroubleIsSaidAndItsEndIsFoundWithoutACall() throws Exception {
    try (Connection foreign = POSTGRES.connect(settings);
        GroupCommit commits = commits(opened.journal())) {
      assertThat(recorded(commits.submit(one("a"))).cursor().seq()).isEqualTo(1);
      holdTheRow(foreign);
      // More than fit into one transaction: each of these would wait for the row in its turn.
      List<CompletionStage<Recorded>> calls =
          IntStream.range(0, 10).mapToObj(i -> commits.submit(thousand("b" + i))).toList();
      long begin = System.nanoTime();
      assertThat(commits.trouble()).isEmpty();

      for (CompletionStage<Recorded> call : calls) {
        assertThatThrownBy(() -> recorded(call))
            .cause()
            .isInstanceOf(UnavailableException.class)
            .hasMessageContaining("Nothing of this call was kept");
      }
      assertThat(Duration.ofNanos(System.nanoTime() - begin)).isLessThan(LONGEST_ANSWER);
      assertThat(commits.trouble())
          .hasValueSatisfying(
              words ->
                  assertThat(words)
                      .startsWith("No commit has succeeded for ")
                      .endsWith(" s. Last failure: Held by another node or session."));
      foreign.rollback();
      await().atMost(Duration.ofSeconds(15)).until(() -> commits.trouble().isEmpty());
      assertThat(recorded(commits.submit(one("c"))).cursor().seq()).isEqualTo(2);
    }
  }

  @Test
  void aNodeThatStandsStillInACommitHasNotAcknowledgedItAndGoesOn() {
    CountDownLatch frozen = new CountDownLatch(1);
    CountDownLatch wakes = new CountDownLatch(1);
    // A price is asked for in the middle of the transaction.
    Pricing still =
        (before, change, merged) -> {
          frozen.countDown();
          pause(wakes);
          return merged;
        };
    Journal frozenNode = new Journal(opened.database(), still);
    frozenNode.open();
    try (TestJournal other = new TestJournal(settings);
        GroupCommit ofFrozen = commits(frozenNode);
        GroupCommit ofOther = commits(other.journal())) {
      CompletionStage<Recorded> unsure = ofFrozen.submit(one("a"));
      pause(frozen);

      assertThat(recorded(ofOther.submit(one("b"))).cursor().seq()).isEqualTo(1);
      assertThat(ofOther.trouble()).isEmpty();
      wakes.countDown();
      assertThatThrownBy(() -> recorded(unsure))
          .cause()
          .isInstanceOf(UnavailableException.class)
          .hasMessageContaining("Nothing of this call was kept");
      assertThat(other.journal().find("a")).isEmpty();
      assertThat(recorded(ofFrozen.submit(one("a"))).cursor().seq()).isEqualTo(2);
      assertThat(recorded(ofOther.submit(one("c"))).cursor().seq()).isEqualTo(3);
      assertThat(ofFrozen.trouble()).isEmpty();
    }
  }

  private static void holdTheRow(Connection foreign) throws SQLException {
    foreign.setAutoCommit(false);
    try (Statement statement = foreign.createStatement()) {
      statement.execute("select seq from journal for update");
    }
  }

  private static List<LogUpdate> one(String id) {
    return List.of(Updates.of(id, null));
  }

  private static List<LogUpdate> thousand(String id) {
    return IntStream.range(0, 1_000).mapToObj(i -> Updates.of(id + "-" + i, null)).toList();
  }

  private static GroupCommit commits(Journal journal) {
    return new GroupCommit(journal, 20_000, changed -> {}, Thread::new, ForkJoinPool.commonPool());
  }

  private static Recorded recorded(CompletionStage<Recorded> call) {
    CompletableFuture<Recorded> future = call.toCompletableFuture();
    return future.orTimeout(LONGEST_ANSWER.toSeconds(), TimeUnit.SECONDS).join();
  }

  private static void pause(CountDownLatch until) {
    try {
      assertThat(until.await(30, TimeUnit.SECONDS)).isTrue();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
