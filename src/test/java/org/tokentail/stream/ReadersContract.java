package org.tokentail.stream;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ForkJoinPool;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.tokentail.TestSettings;
import org.tokentail.admission.TimeLimit;
import org.tokentail.config.Settings;
import org.tokentail.journal.Lane;
import org.tokentail.journal.TestJournal;
import org.tokentail.log.UnavailableException;
import org.tokentail.log.Updates;
import org.tokentail.write.GroupCommit;

/** However many readers there are, changes are committed, told of, and looked up. */
abstract class ReadersContract {
  /** As many as want a connection at once: more than the pool has. */
  private static final int READERS = 12;

  private static final Duration PATIENCE = Duration.ofSeconds(60);

  private final List<Thread> readers = new ArrayList<>();
  private final CountDownLatch leave = new CountDownLatch(1);
  private TestJournal opened;
  private Feed feed;
  private Follower follower;
  private GroupCommit commits;

  abstract Settings settings();

  /** A statement that takes longer than any question may. */
  abstract String endless();

  @BeforeEach
  void open() {
    opened = new TestJournal(settings());
    feed =
        new Feed(
            opened.journal(), TestSettings.of(Map.of()).stream(), () -> follower.wake(), () -> {});
    follower = new Follower(feed::catchUp, Thread::new);
    follower.start();
    commits =
        new GroupCommit(
            opened.journal(), 1_000, feed::append, Thread::new, ForkJoinPool.commonPool());
  }

  @AfterEach
  void close() throws InterruptedException {
    leave.countDown();
    for (Thread reader : readers) {
      reader.join(PATIENCE.toMillis());
    }
    commits.close();
    follower.close();
    opened.close();
  }

  @Test
  void readersThatHaveAllTheirConnectionsTakeNoneOfTheWriters() {
    takeAllConnectionsOfReaders();

    record("a");
    assertThat(feed.head().seq()).isEqualTo(1);
    // Another node's, of which this one is not told.
    opened.journal().append(List.of(Updates.of("b", null)));
    record("c");
    await().atMost(PATIENCE).until(() -> feed.head().seq() == 3);
    assertThat(opened.database().answers()).isTrue();
    assertThat(opened.journal().pendingSince(Instant.EPOCH, 1)).isEmpty();
  }

  @Test
  void aReaderWithoutAConnectionIsToldThatThereAreTooMany() {
    takeAllConnectionsOfReaders();

    assertThatThrownBy(() -> opened.journal().find("a"))
        .isInstanceOf(UnavailableException.class)
        .extracting(failure -> ((UnavailableException) failure).title())
        .isEqualTo("Too many questions at once");
    record("a");
  }

  @Test
  void aQuestionThatTakesTooLongIsEndedAndTheNextOneIsNot() {
    assertThatThrownBy(() -> TimeLimit.hold(Duration.ofSeconds(1), this::askWithoutEnd))
        .isInstanceOf(UnavailableException.class)
        .hasMessageContaining("not answered in time");

    record("a");
    assertThat(opened.journal().find("a")).isPresent();
  }

  private Object askWithoutEnd() {
    return opened
        .database()
        .withHandle(Lane.QUERY, handle -> handle.select(endless()).mapToMap().list());
  }

  private void takeAllConnectionsOfReaders() {
    int queries = settings().storage().shares().queries();
    CountDownLatch taken = new CountDownLatch(queries);
    for (int i = 0; i < READERS; i++) {
      Thread reader =
          new Thread(
              () -> {
                try {
                  opened.database().withHandle(Lane.QUERY, handle -> hold(taken));
                } catch (UnavailableException e) {
                  // One of those that came too late.
                }
              });
      readers.add(reader);
      reader.start();
    }
    assertThat(isOver(taken)).isTrue();
  }

  private boolean hold(CountDownLatch taken) {
    taken.countDown();
    return isOver(leave);
  }

  private static boolean isOver(CountDownLatch latch) {
    try {
      return latch.await(PATIENCE.toSeconds(), TimeUnit.SECONDS);
    } catch (InterruptedException e) {
      throw new IllegalStateException(e);
    }
  }

  private void record(String id) {
    commits
        .submit(List.of(Updates.of(id, null)))
        .toCompletableFuture()
        .orTimeout(2, TimeUnit.SECONDS)
        .join();
  }
}
