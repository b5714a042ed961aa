package org.tokentail.gateway;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class CallThreadsTest {
  private final CallThreads threads = new CallThreads(Thread::new);

  @AfterEach
  void shutDown() {
    threads.shutdown();
  }

  @Test
  void whatAStepAsksForFollowsOnItsThreadWhenItIsDone() throws InterruptedException {
    List<String> order = Collections.synchronizedList(new ArrayList<>());
    List<Thread> on = Collections.synchronizedList(new ArrayList<>());
    CountDownLatch done = new CountDownLatch(1);
    threads.execute(
        () -> {
          threads.execute(
              () -> {
                order.add("next");
                on.add(Thread.currentThread());
                threads.execute(done::countDown);
                throw new IllegalStateException("a step that fails ends no other");
              });
          order.add("first");
          on.add(Thread.currentThread());
        });
    assertThat(done.await(20, TimeUnit.SECONDS)).isTrue();
    assertThat(order).containsExactly("first", "next");
    assertThat(on.get(0)).isSameAs(on.get(1)).isNotSameAs(Thread.currentThread());
  }

  @Test
  void aStepThatWaitsHoldsUpNoOther() throws InterruptedException {
    CountDownLatch others = new CountDownLatch(10);
    CountDownLatch waited = new CountDownLatch(1);
    threads.execute(
        () -> {
          try {
            assertThat(others.await(20, TimeUnit.SECONDS)).isTrue();
            waited.countDown();
          } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
          }
        });
    for (int i = 0; i < 10; i++) {
      threads.execute(others::countDown);
    }
    assertThat(waited.await(20, TimeUnit.SECONDS)).isTrue();
  }
}
