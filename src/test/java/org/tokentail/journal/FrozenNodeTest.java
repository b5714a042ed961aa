package org.tokentail.journal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import java.net.URI;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.jdbi.v3.core.Handle;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.tokentail.TestSettings;
import org.tokentail.config.Settings;
import org.tokentail.log.UnavailableException;
import org.tokentail.log.Updates;

/** Somebody stands still with the row {@code journal}: nobody else waits for it without end. */
@Timeout(value = 2, unit = TimeUnit.MINUTES)
class FrozenNodeTest {
  @RegisterExtension static final TestPostgres POSTGRES = new TestPostgres();

  /** Those that wait for a lock in the database. */
  private static final String WAITING =
      "select count(*) from pg_stat_activity where datname = current_database() and wait_event_type = 'Lock'";

  /** More than all buffers on the way hold. */
  private static final String LARGE = "select repeat('x', 1000000) from generate_series(1, 50)";

  private static final String LIMITS =
      "select current_setting('idle_in_transaction_session_timeout') || ' ' || current_setting('tcp_user_timeout') || ' ' || current_setting('lock_timeout')";

  private final Settings settings = POSTGRES.newDatabase();
  private TestJournal node;
  private TestJournal other;

  @BeforeEach
  void open() {
    node = new TestJournal(settings);
    other = new TestJournal(settings);
  }

  @AfterEach
  void close() {
    node.close();
    other.close();
  }

  @Test
  void aSessionThatIsNotOursHoldsUpEachCallForSecondsAndOneTransactionOfANode() throws Exception {
    Upkeep upkeep = new Upkeep(node.database(), node.journal());
    Journal journal = node.journal();
    try (Connection foreign = POSTGRES.connect(settings);
        Connection watch = POSTGRES.connect(settings)) {
      foreign.setAutoCommit(false);
      number(foreign, "select seq from journal for update");
      List<CompletableFuture<?>> calls =
          Stream.<Runnable>of(
                  () -> append(journal, "a"),
                  () -> append(journal, "b"),
                  () -> journal.stillPending(List.of("a"), Updates.START),
                  () -> upkeep.merge(Updates.START),
                  () -> upkeep.cleared(Updates.START, Updates.START))
              .<CompletableFuture<?>>map(CompletableFuture::runAsync)
              .toList();

      await().until(() -> number(watch, WAITING) == 1);
      await()
          .atMost(Duration.ofSeconds(15))
          .until(
              () -> {
                assertThat(number(watch, WAITING)).isLessThanOrEqualTo(1);
                return calls.stream().allMatch(CompletableFuture::isDone);
              });
      for (CompletableFuture<?> call : calls) {
        assertThatThrownBy(call::join)
            .cause()
            .isInstanceOf(UnavailableException.class)
            .hasMessageContaining("Nothing of this call was kept");
      }
      assertThat(number(watch, WAITING)).isZero();
      foreign.rollback();
    }
    assertThat(append(journal, "c").cursor().seq()).isEqualTo(1);
  }

  /**
   * @param last whether nothing but the commit is left to do
   */
  @ParameterizedTest
  @ValueSource(booleans = {true, false})
  void aNodeFrozenInItsTransactionIsPutOutGoesOnLaterAndHasAcknowledgedNothing(boolean last)
      throws Exception {
    append(node.journal(), "a");
    CountDownLatch frozen = new CountDownLatch(1);
    CountDownLatch wakes = new CountDownLatch(1);
    CompletableFuture<Integer> work =
        CompletableFuture.supplyAsync(
            () ->
                node.journal()
                    .counted(
                        (handle, row, rollups) -> {
                          int records = handle.execute("delete from request_log");
                          frozen.countDown();
                          pause(wakes);
                          return last ? records : handle.execute("delete from request_log");
                        }));
    pause(frozen);
    long begin = System.nanoTime();

    assertThat(append(other.journal(), "b").cursor().seq()).isEqualTo(2);
    assertThat(Duration.ofNanos(System.nanoTime() - begin))
        .isBetween(Duration.ofSeconds(1), Duration.ofSeconds(5));

    wakes.countDown();
    assertThatThrownBy(work::join)
        .cause()
        .isInstanceOf(UnavailableException.class)
        .hasMessageContaining("Nothing of this call was kept");
    assertThat(node.journal().find("a")).isPresent();
    assertThat(append(node.journal(), "c").cursor().seq()).isEqualTo(3);
    assertThat(other.journal().since(0, 10)).extracting("id").containsExactly("a", "b", "c");
  }

  @Test
  @EnabledOnOs(value = OS.LINUX, disabledReason = "PostgreSQL waits for slow readers elsewhere")
  void anAnswerThatNobodyTakesKeepsNobodyWaiting() throws Exception {
    URI url = URI.create(settings.storage().url().orElseThrow().substring("jdbc:".length()));
    try (StalledNetwork network = new StalledNetwork(url.getPort());
        TestJournal stalled = new TestJournal(through(network, url))) {
      CountDownLatch asks = new CountDownLatch(1);
      CompletableFuture<String> work =
          CompletableFuture.supplyAsync(
              () ->
                  stalled
                      .journal()
                      .counted(
                          (handle, row, rollups) -> {
                            network.stall();
                            asks.countDown();
                            return handle.select(LARGE).mapTo(String.class).first();
                          }));
      pause(asks);

      assertThat(append(other.journal(), "b").cursor().seq()).isEqualTo(1);
      network.cut();
      assertThatThrownBy(work::join).hasCauseInstanceOf(UnavailableException.class);
    }
  }

  private static Settings through(StalledNetwork network, URI url) {
    return TestSettings.of(
        Map.of(
            "tokentail.db.url",
            "jdbc:postgresql://127.0.0.1:%d%s".formatted(network.port(), url.getPath()),
            "tokentail.db.user",
            "postgres"));
  }

  @Test
  void theLimitsEndWithTheTransaction() {
    String ours = OS.LINUX.isCurrentOs() ? "3s 3000 5s" : "3s 0 5s";
    String locked = node.journal().counted((handle, row, rollups) -> limits(handle));
    String other = node.database().inTransaction(FrozenNodeTest::limits);
    assertThat(locked).isEqualTo(ours);
    assertThat(other).isEqualTo(ours);
    for (int connection = 0; connection < 20; connection++) {
      String after = node.database().withHandle(FrozenNodeTest::limits);
      assertThat(after).isEqualTo("0 0 0");
    }
  }

  private static String limits(Handle handle) {
    return handle.select(LIMITS).mapTo(String.class).one();
  }

  private static Journal.Appended append(Journal journal, String id) {
    return journal.append(List.of(Updates.of(id, null)));
  }

  private static long number(Connection connection, String query) throws SQLException {
    try (Statement statement = connection.createStatement();
        ResultSet row = statement.executeQuery(query)) {
      row.next();
      return row.getLong(1);
    }
  }

  private static void pause(CountDownLatch until) {
    try {
      assertThat(until.await(30, TimeUnit.SECONDS)).isTrue();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
