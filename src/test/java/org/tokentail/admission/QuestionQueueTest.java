package org.tokentail.admission;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;

class QuestionQueueTest {
  private final AtomicLong now = new AtomicLong();
  private final QuestionQueue queue = queue(3, 4);

  private QuestionQueue queue(int turns, int capacity) {
    return new QuestionQueue(turns, capacity, Duration.ofSeconds(5), now::get);
  }

  @Test
  void pagesGoFirstAndTheOthersAreNotForgotten() throws InterruptedException {
    QuestionQueue roomy = queue(3, 100);
    roomy.offer(question(Priority.ANALYSIS, "a1"));
    roomy.offer(question(Priority.EXPORT, "e1"));
    for (int i = 1; i <= 10; i++) {
      roomy.offer(question(Priority.PAGE, "p" + i));
    }

    assertThat(take(roomy, 12))
        .containsExactly("p1", "p2", "p3", "p4", "a1", "p5", "p6", "p7", "p8", "e1", "p9", "p10");
  }

  @Test
  void oneTurnIsKeptForPages() throws InterruptedException {
    for (int i = 1; i <= 4; i++) {
      queue.offer(question(Priority.ANALYSIS, "a" + i));
    }
    Question<?> first = queue.next();
    Question<?> second = queue.next();
    queue.offer(question(Priority.EXPORT, "e"));
    assertThat(queue.offer(question(Priority.PAGE, "p"))).isTrue();

    assertThat(List.of(name(first), name(second), name(queue.next())))
        .containsExactly("a1", "a2", "p");
    queue.done(first);
    assertThat(name(queue.next())).isEqualTo("a3");
  }

  @Test
  void aSingleTurnIsForAllKinds() throws InterruptedException {
    QuestionQueue narrow = queue(1, 4);
    narrow.offer(question(Priority.ANALYSIS, "a"));

    assertThat(name(narrow.next())).isEqualTo("a");
  }

  @Test
  void whatDoesNotFitIsRefusedButNoExport() {
    for (int i = 0; i < 4; i++) {
      assertThat(queue.offer(question(Priority.PAGE, "p"))).isTrue();
    }

    assertThat(queue.offer(question(Priority.PAGE, "p"))).isFalse();
    assertThat(queue.offer(question(Priority.ANALYSIS, "a"))).isFalse();
    assertThat(queue.offer(question(Priority.EXPORT, "e"))).isTrue();
  }

  @Test
  void whoWaitsTooLongIsTakenOut() throws InterruptedException {
    queue.offer(question(Priority.PAGE, "early"));
    queue.offer(question(Priority.EXPORT, "export"));
    now.addAndGet(Duration.ofSeconds(3).toNanos());
    queue.offer(question(Priority.ANALYSIS, "late"));
    assertThat(queue.expired()).isEmpty();

    now.addAndGet(Duration.ofSeconds(3).toNanos());
    assertThat(queue.expired()).extracting(QuestionQueueTest::name).containsExactly("early");
    assertThat(take(queue, 2)).containsExactlyInAnyOrder("late", "export");
  }

  @Test
  void closingEndsTheWaitAndReturnsWhatIsLeft() throws InterruptedException {
    queue.offer(question(Priority.PAGE, "left"));

    assertThat(queue.close()).extracting(QuestionQueueTest::name).containsExactly("left");
    assertThat(queue.next()).isNull();
    assertThat(queue.offer(question(Priority.EXPORT, "e"))).isFalse();
  }

  private Question<String> question(Priority priority, String name) {
    return new Question<>(priority, () -> name, new CompletableFuture<>(), now.get());
  }

  private static List<String> take(QuestionQueue queue, int count) throws InterruptedException {
    List<String> names = new ArrayList<>();
    for (int i = 0; i < count; i++) {
      Question<?> next = queue.next();
      names.add(name(next));
      queue.done(next);
    }
    return names;
  }

  private static String name(Question<?> question) {
    return String.valueOf(question.question().get());
  }
}
