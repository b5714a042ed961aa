package org.tokentail.web;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.util.List;
import java.util.Random;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.tokentail.config.Readiness;
import org.tokentail.journal.Database;
import org.tokentail.log.UnavailableException;

class OpeningTest {
  private final Readiness readiness = new Readiness();

  @Test
  void isReadyAtOnceWhereTheDatabaseAnswers() {
    assertThat(readiness.isReady()).isFalse();
    opening(() -> {}).begin(Thread::new);

    assertThat(readiness.isReady()).isTrue();
    assertThat(readiness.obstacle()).isEmpty();
  }

  @Test
  void isReadyAsSoonAsTheDatabaseAnswers() throws InterruptedException {
    AtomicInteger tries = new AtomicInteger();
    CountDownLatch second = new CountDownLatch(1);
    Opening opening =
        opening(
            () -> {
              if (tries.incrementAndGet() == 1) {
                // As the container wraps it.
                throw new IllegalStateException(away(Database.UNAVAILABLE));
              }
              second.countDown();
            });
    opening.begin(Thread::new);
    assertThat(readiness.obstacle())
        .contains("The database does not answer. It is tried again until it does.");

    assertThat(second.await(60, TimeUnit.SECONDS)).isTrue();
    opening.stop();
  }

  @Test
  void saysWhatItWaitsForWhereTheDatabaseAnswers() {
    Opening opening =
        opening(
            () -> {
              throw away("Held by another node or session");
            });
    opening.begin(Thread::new);

    assertThat(readiness.obstacle())
        .contains("Held by another node or session. It is tried again until that is over.");
    opening.stop();
  }

  private static UnavailableException away(String title) {
    return new UnavailableException(title, "away", 1, null);
  }

  @Test
  void whatWaitingDoesNotCureFailsTheStart() {
    Opening opening =
        opening(
            () -> {
              throw new IllegalArgumentException("too old");
            });

    assertThatThrownBy(() -> opening.begin(Thread::new)).hasMessage("too old");
    assertThat(readiness.isReady()).isFalse();
  }

  @Test
  void waitsLongerEachTimeUpToHalfAMinuteAndNeverAlikeOnAllNodes() {
    Backoff backoff = new Backoff(new Random(1));
    List<Duration> waits = Stream.generate(backoff::next).limit(8).toList();
    long[] longest = {1_000, 2_000, 4_000, 8_000, 16_000, 30_000, 30_000, 30_000};

    for (int i = 0; i < longest.length; i++) {
      assertThat(waits.get(i).toMillis()).isBetween(longest[i] * 3 / 4, longest[i]);
    }
    assertThat(waits.get(6)).isNotEqualTo(waits.get(7));
  }

  private Opening opening(Runnable work) {
    return new Opening(work, readiness, new Random(1));
  }
}
