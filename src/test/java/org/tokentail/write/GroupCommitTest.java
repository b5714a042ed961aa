package org.tokentail.write;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.InstanceOfAssertFactories.type;

import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ForkJoinPool;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import java.util.stream.IntStream;
import java.util.stream.LongStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.tokentail.journal.Journal;
import org.tokentail.journal.TestJournal;
import org.tokentail.log.InvalidInputException;
import org.tokentail.log.LogUpdate;
import org.tokentail.log.LogsChanged;
import org.tokentail.log.Metadata;
import org.tokentail.log.UnavailableException;
import org.tokentail.log.Updates;

class GroupCommitTest {
  @TempDir private Path directory;
  private TestJournal opened;
  private Journal journal;

  @BeforeEach
  void open() {
    opened = new TestJournal(directory);
    journal = opened.journal();
  }

  @AfterEach
  void close() {
    opened.close();
  }

  @Test
  void acknowledgesAfterTheCommitAndTellsOfEveryChangeInOrder() {
    List<Long> told = Collections.synchronizedList(new ArrayList<>());
    try (GroupCommit commits =
        commits(
            1_000,
            changed -> changed.changes().forEach(change -> told.add(change.after().seq())))) {
      List<CompletionStage<Recorded>> calls =
          IntStream.range(0, 300)
              .mapToObj(i -> commits.submit(List.of(Updates.of("g" + i % 100, null))))
              .toList();
      for (CompletionStage<Recorded> call : calls) {
        Recorded recorded = join(call);
        assertThat(recorded.cursor().seq()).isLessThanOrEqualTo(journal.head().seq());
        assertThat(journal.find(recorded.records().get(0).id())).isPresent();
      }
    }
    assertThat(told).containsExactlyElementsOf(LongStream.rangeClosed(1, 100).boxed().toList());
  }

  @Test
  void refusesWhatDoesNotFitAndKeepsWhatItTook() throws Exception {
    CountDownLatch committing = new CountDownLatch(1);
    CountDownLatch goOn = new CountDownLatch(1);
    Consumer<LogsChanged> slow =
        changed -> {
          committing.countDown();
          await(goOn);
        };
    try (GroupCommit commits = commits(3, slow)) {
      CompletionStage<Recorded> first = commits.submit(List.of(Updates.of("a", null)));
      assertThat(committing.await(10, TimeUnit.SECONDS)).isTrue();
      CompletionStage<Recorded> second =
          commits.submit(List.of(Updates.of("b", null), Updates.of("c", null)));
      CompletionStage<Recorded> third = commits.submit(List.of(Updates.of("d", null)));

      assertThatThrownBy(() -> join(third)).hasCauseInstanceOf(UnavailableException.class);
      goOn.countDown();
      assertThat(join(first).records()).hasSize(1);
      assertThat(join(second).records()).hasSize(2);
      assertThat(journal.find("d")).isEmpty();
      assertThat(join(commits.submit(List.of(Updates.of("d", null)))).records()).hasSize(1);
    }
  }

  @Test
  void closingCommitsWhatIsQueuedAndRefusesTheRest() {
    GroupCommit commits = commits(1_000, changed -> {});
    List<CompletionStage<Recorded>> calls =
        IntStream.range(0, 200)
            .mapToObj(i -> commits.submit(List.of(Updates.of("q" + i, null))))
            .toList();
    commits.close();

    calls.forEach(call -> assertThat(join(call).records()).hasSize(1));
    assertThat(journal.head().seq()).isEqualTo(200);
    assertThatThrownBy(() -> join(commits.submit(List.of(Updates.of("late", null)))))
        .hasCauseInstanceOf(UnavailableException.class);
  }

  @Test
  void aListenerThatFailsDoesNotUndoTheCommit() {
    try (GroupCommit commits =
        commits(
            10,
            changed -> {
              throw new IllegalStateException("a listener of this test");
            })) {
      assertThat(join(commits.submit(List.of(Updates.of("a", null)))).records()).hasSize(1);
      assertThat(join(commits.submit(List.of(Updates.of("b", null)))).records()).hasSize(1);
    }
    assertThat(journal.head().seq()).isEqualTo(2);
  }

  @Test
  void aChangeThatCannotBeMergedIsRefusedAloneAndSaysWhichItIs() {
    try (GroupCommit commits = commits(1_000, changed -> {})) {
      join(commits.submit(List.of(tagged("a", 0, 32))));
      CompletionStage<Recorded> tooMuch =
          commits.submit(List.of(Updates.of("b", null), tagged("a", 32, 33)));
      CompletionStage<Recorded> neighbour = commits.submit(List.of(Updates.of("c", null)));

      assertThatThrownBy(() -> join(tooMuch))
          .cause()
          .asInstanceOf(type(InvalidInputException.class))
          .extracting(InvalidInputException::index)
          .isEqualTo(1);
      assertThat(join(neighbour).records()).hasSize(1);
      assertThat(journal.find("b")).isEmpty();
    }
  }

  @Test
  void anErrorInOneBatchDoesNotEndTheWriter() {
    try (GroupCommit commits =
        commits(
            1_000,
            changed -> {
              if (changed.changes().get(0).after().id().equals("bad")) {
                throw new OutOfMemoryError("of this test");
              }
            })) {
      CompletionStage<Recorded> bad = commits.submit(List.of(Updates.of("bad", null)));

      assertThatThrownBy(() -> join(bad)).hasCauseInstanceOf(UnavailableException.class);
      assertThat(join(commits.submit(List.of(Updates.of("good", null)))).records()).hasSize(1);
      assertThat(commits.isAlive()).isTrue();
    }
  }

  private static LogUpdate tagged(String id, int from, int to) {
    Map<String, Object> tags = new HashMap<>();
    for (int i = from; i < to; i++) {
      tags.put("k" + i, i);
    }
    return Updates.tagged(id, new Metadata(tags));
  }

  @Test
  void whoHearsOfFailuresOnlyHearsOfThose() throws Exception {
    List<Throwable> failures = Collections.synchronizedList(new ArrayList<>());
    try (GroupCommit commits = commits(2, changed -> {})) {
      commits.submit(List.of(Updates.of("a", null)), failures::add);
      assertThat(join(commits.submit(List.of(Updates.of("b", null)))).records()).hasSize(1);
      assertThat(journal.find("a")).isPresent();
      assertThat(failures).isEmpty();

      // More than there is room for: of the room that was taken before, all has been given back.
      commits.submit(
          List.of(Updates.of("c", null), Updates.of("d", null), Updates.of("e", null)),
          failures::add);
      assertThat(failures).singleElement().isInstanceOf(UnavailableException.class);
      CompletionStage<Recorded> both =
          commits.submit(List.of(Updates.of("f", null), Updates.of("g", null)));
      assertThat(join(both).records()).hasSize(2);

      opened.close();
      CountDownLatch told = new CountDownLatch(1);
      commits.submit(List.of(Updates.of("h", null)), failure -> told.countDown());
      assertThat(told.await(20, TimeUnit.SECONDS)).isTrue();
    }
  }

  @Test
  void flushingWaitsForWhatWasSubmittedBefore() {
    try (GroupCommit commits = commits(10, changed -> {})) {
      List<Throwable> failures = Collections.synchronizedList(new ArrayList<>());
      commits.submit(List.of(Updates.of("a", null)), failures::add);
      commits.submit(List.of(Updates.of("b", null)), failures::add);
      commits.flush(Duration.ofSeconds(20));
      assertThat(journal.find("a")).isPresent();
      assertThat(journal.find("b")).isPresent();
      assertThat(journal.head().seq()).isEqualTo(2);

      opened.close();
      commits.submit(List.of(Updates.of("c", null)), failures::add);
      commits.flush(Duration.ofSeconds(20));
      assertThat(failures).hasSize(1);
    }
  }

  @Test
  void flushingWaitsNoLongerThanItMay() {
    CountDownLatch committing = new CountDownLatch(1);
    CountDownLatch goOn = new CountDownLatch(1);
    Consumer<LogsChanged> slow =
        changed -> {
          committing.countDown();
          await(goOn);
        };
    try (GroupCommit commits = commits(10, slow)) {
      CompletionStage<Recorded> first = commits.submit(List.of(Updates.of("a", null)));
      await(committing);
      commits.flush(Duration.ofMillis(50));
      assertThat(first.toCompletableFuture()).isNotDone();
      goOn.countDown();
      assertThat(join(first).records()).hasSize(1);
    }
  }

  @Test
  void aDatabaseThatIsGoneIsReportedAsUnavailable() {
    try (GroupCommit commits = commits(10, changed -> {})) {
      opened.close();
      CompletionStage<Recorded> call = commits.submit(List.of(Updates.of("a", null)));

      assertThatThrownBy(() -> join(call))
          .isInstanceOf(CompletionException.class)
          .hasCauseInstanceOf(UnavailableException.class);
    }
  }

  private GroupCommit commits(int capacity, Consumer<LogsChanged> listener) {
    return new GroupCommit(journal, capacity, listener, Thread::new, ForkJoinPool.commonPool());
  }

  private static Recorded join(CompletionStage<Recorded> call) {
    CompletableFuture<Recorded> future = call.toCompletableFuture();
    return future.orTimeout(20, TimeUnit.SECONDS).join();
  }

  private static void await(CountDownLatch latch) {
    try {
      if (!latch.await(10, TimeUnit.SECONDS)) {
        throw new IllegalStateException("The test did not go on");
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
