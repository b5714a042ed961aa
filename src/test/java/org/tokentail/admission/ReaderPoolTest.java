package org.tokentail.admission;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.tokentail.log.InvalidInputException;
import org.tokentail.log.UnavailableException;

class ReaderPoolTest {
  private static final int READERS = 2;
  private static final int PATIENCE_SECONDS = 60;

  private final ReaderPool pool = new ReaderPool(READERS, Duration.ofMillis(500));
  private final CountDownLatch free = new CountDownLatch(1);

  @AfterEach
  void close() {
    free.countDown();
    pool.close();
  }

  @Test
  void theAnswerOrTheFailureOfAQuestionComesBack() {
    assertThat(pool.await(Priority.PAGE, () -> 42)).isEqualTo(42);
    assertThatThrownBy(
            () ->
                pool.await(
                    Priority.PAGE,
                    () -> {
                      throw InvalidInputException.parameter("q", "q is too long.");
                    }))
        .isInstanceOf(InvalidInputException.class);
  }

  @Test
  void whoWaitsTooLongIsToldSoWhileAllTurnsAreTaken() {
    takeAllTurns(pool);

    assertThatThrownBy(() -> get(pool.ask(Priority.PAGE, () -> 1).toCompletableFuture()))
        .hasCauseInstanceOf(UnavailableException.class)
        .hasMessageContaining("More questions are asked than the database can answer now");
  }

  @Test
  void aFullQueueRefusesAtOnce() {
    ReaderPool patient = new ReaderPool(READERS, Duration.ofHours(1));
    takeAllTurns(patient);
    List<CompletableFuture<Integer>> asked = new ArrayList<>();
    IntStream.range(0, ReaderPool.MAX_WAITING)
        .forEach(i -> asked.add(waiting(patient, Priority.PAGE)));

    assertThat(waiting(patient, Priority.PAGE)).isCompletedExceptionally();
    free.countDown();
    assertThat(asked).allSatisfy(answer -> assertThat(get(answer)).isEqualTo(1));
    patient.close();
  }

  @Test
  void aReaderWhoTakesItsAnswerSlowlyHoldsUpNoOther() {
    CountDownLatch slow = new CountDownLatch(1);
    // An answer that were there before its taker would be taken on this thread.
    CountDownLatch asked = new CountDownLatch(1);
    for (int i = 0; i < 2 * READERS; i++) {
      var unused =
          pool.ask(
                  Priority.PAGE,
                  () -> {
                    await(asked);
                    return 1;
                  })
              .thenAccept(found -> await(slow));
    }
    asked.countDown();

    assertThat(get(pool.ask(Priority.PAGE, () -> 2).toCompletableFuture())).isEqualTo(2);
    slow.countDown();
  }

  @Test
  void closingRefusesWhatIsLeft() {
    takeAllTurns(pool);
    CompletableFuture<Integer> left = waiting(Priority.EXPORT);
    pool.close();

    assertThatThrownBy(() -> get(left)).hasMessageContaining("going down");
  }

  private void takeAllTurns(ReaderPool asked) {
    CountDownLatch taken = new CountDownLatch(READERS);
    for (int i = 0; i < READERS; i++) {
      var unused =
          asked.ask(
              Priority.PAGE,
              () -> {
                taken.countDown();
                await(free);
                return 1;
              });
    }
    await(taken);
  }

  private CompletableFuture<Integer> waiting(Priority priority) {
    return waiting(pool, priority);
  }

  private CompletableFuture<Integer> waiting(ReaderPool asked, Priority priority) {
    return asked
        .ask(
            priority,
            () -> {
              await(free);
              return 1;
            })
        .toCompletableFuture();
  }

  private static void await(CountDownLatch latch) {
    try {
      assertThat(latch.await(PATIENCE_SECONDS, TimeUnit.SECONDS)).isTrue();
    } catch (InterruptedException e) {
      throw new IllegalStateException(e);
    }
  }

  private static <T> T get(CompletableFuture<T> answer) {
    return answer.orTimeout(PATIENCE_SECONDS, TimeUnit.SECONDS).join();
  }
}
