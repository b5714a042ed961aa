package org.tokentail.write;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.tokentail.log.LogUpdate;
import org.tokentail.log.Updates;

class ChangeQueueTest {
  private static final Duration LINGERS = Duration.ofMillis(5);

  private final ChangeQueue queue = new ChangeQueue(10_000);

  @Test
  void takesWhatIsThereInItsOrderUpToABatch() throws InterruptedException {
    IntStream.range(0, 3).forEach(i -> put(400, false));

    assertThat(queue.nextBatch()).hasSize(2);
    assertThat(queue.nextBatch()).hasSize(1);
    assertThat(queue.nextBatch()).isEmpty();
  }

  @Test
  void takesWhatIsLargerThanABatchAlone() throws InterruptedException {
    QueuedChanges large = put(1_500, false);
    put(1, false);

    assertThat(queue.nextBatch()).containsExactly(large);
    assertThat(queue.nextBatch()).hasSize(1);
  }

  @Test
  void whatNobodyWaitsForWaitsForOthersAWhile() throws InterruptedException {
    QueuedChanges first = put(1, true);
    QueuedChanges second = put(1, true);
    long begin = System.nanoTime();

    assertThat(queue.nextBatch()).containsExactly(first, second);
    assertThat(System.nanoTime() - begin).isGreaterThanOrEqualTo(LINGERS.toNanos());
  }

  @Test
  void whatSomebodyWaitsForEndsTheWaitAndOnlyThat() throws InterruptedException {
    QueuedChanges unheard = put(1, true);
    QueuedChanges heard = put(1, false);
    assertThat(queue.nextBatch()).containsExactly(unheard, heard);

    QueuedChanges back = put(1, false);
    assertThat(queue.remove(back)).isTrue();
    assertThat(queue.remove(back)).isFalse();
    put(1, true);
    long begin = System.nanoTime();
    assertThat(queue.nextBatch()).hasSize(1);
    assertThat(System.nanoTime() - begin).isGreaterThanOrEqualTo(LINGERS.toNanos());
  }

  @Test
  void hasRoomForSoManyAndGetsItBack() {
    assertThat(queue.reserve(9_999)).isTrue();
    assertThat(queue.reserve(2)).isFalse();
    assertThat(queue.reserve(1)).isTrue();
    queue.release(2);
    assertThat(queue.reserve(2)).isTrue();
  }

  @Test
  void knowsItsOldestAndGivesOutWhatIsOlderThanATime() {
    assertThat(queue.oldest()).isEmpty();
    QueuedChanges first = put(1, true, 10);
    put(1, false, 20);

    assertThat(queue.oldest()).hasValue(10);
    assertThat(queue.pollFromBefore(10)).isNull();
    assertThat(queue.pollFromBefore(20)).isSameAs(first);
    assertThat(queue.pollFromBefore(20)).isNull();
    assertThat(queue.oldest()).hasValue(20);
  }

  private QueuedChanges put(int changes, boolean onlyFailureHeard) {
    return put(changes, onlyFailureHeard, 0);
  }

  private QueuedChanges put(int changes, boolean onlyFailureHeard, long arrival) {
    List<LogUpdate> updates =
        IntStream.range(0, changes).mapToObj(i -> Updates.of("c" + i, null)).toList();
    QueuedChanges call = new QueuedChanges(updates, onlyFailureHeard, arrival);
    queue.put(call, Thread.currentThread());
    return call;
  }
}
