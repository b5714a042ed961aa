package org.tokentail.web;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.concurrent.Executor;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;

class BoundedAnswerTest {
  private final AtomicLong time = new AtomicLong();
  private final AtomicBoolean truth = new AtomicBoolean(true);
  private final Deque<Runnable> asked = new ArrayDeque<>();

  @Test
  void anAnswerHoldsForASecond() {
    BoundedAnswer answer = answer(Runnable::run);
    assertThat(answer.get()).isTrue();
    truth.set(false);
    time.addAndGet(BoundedAnswer.FRESH.toNanos() - 1);
    assertThat(answer.get()).isTrue();
    time.addAndGet(1);
    assertThat(answer.get()).isFalse();
  }

  @Test
  void whatIsNotAnsweredInTimeIsANoForAllAndIsNotAskedAgainMeanwhile() {
    BoundedAnswer answer = answer(asked::add);
    long begin = System.nanoTime();
    assertThat(answer.get()).isFalse();
    assertThat(System.nanoTime() - begin).isGreaterThanOrEqualTo(BoundedAnswer.PATIENCE.toNanos());

    time.addAndGet(BoundedAnswer.PATIENCE.toNanos());
    begin = System.nanoTime();
    assertThat(answer.get()).isFalse();
    assertThat(System.nanoTime() - begin).isLessThan(BoundedAnswer.PATIENCE.toNanos());
    assertThat(asked).hasSize(1);

    asked.pop().run();
    assertThat(answer(Runnable::run).get()).isTrue();
  }

  @Test
  void afterALateAnswerItIsAskedAgain() {
    BoundedAnswer answer = answer(asked::add);
    assertThat(answer.get()).isFalse();
    time.addAndGet(BoundedAnswer.PATIENCE.toNanos());
    truth.set(false);
    asked.pop().run();
    truth.set(true);
    assertThat(answer.get()).isFalse();
    asked.pop().run();
    assertThat(answer.get()).isTrue();
  }

  @Test
  void aQuestionThatFailsIsANo() {
    BoundedAnswer answer =
        new BoundedAnswer(
            () -> {
              throw new IllegalStateException("of this test");
            },
            Runnable::run,
            time::get);
    assertThat(answer.get()).isFalse();
  }

  private BoundedAnswer answer(Executor executor) {
    return new BoundedAnswer(truth::get, executor, time::get);
  }
}
