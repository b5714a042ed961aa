package org.tokentail.stream.page;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;

class PageLogTest {
  private static final int KILOBYTE = 1024;

  private final PageLog log = new PageLog(10, 100, Long.MAX_VALUE);

  @Test
  void aClientReadsOnFromAnyPositionThatIsStillInMemory() {
    change(11);
    change(12);

    assertThat(read(log.after(10).orElseThrow())).containsExactly("11", "12");
    assertThat(read(log.after(11).orElseThrow())).containsExactly("12");
    assertThat(read(log.after(12).orElseThrow())).isEmpty();
  }

  @Test
  void whatWasCommittedBeforeTheLogBeganIsNotInMemory() {
    assertThat(log.after(9)).isEmpty();
    assertThat(log.after(10)).isPresent();
    assertThat(log.headSeq()).isEqualTo(10);
  }

  @Test
  void framesThatLieSideBySideAreReadAsOne() {
    PageCursor cursor = log.after(10).orElseThrow();
    change(11);
    change(12);
    change(13);

    assertThat(cursor.load()).isTrue();
    assertThat(text(cursor)).isEqualTo("11\n12\n13\n");
    assertThat(cursor.taken()).isEqualTo(3);
    assertThat(cursor.load()).isFalse();
    assertThat(cursor.index()).isEqualTo(3);
  }

  @Test
  void whatIsLoadedStaysTheSameUntilItIsTaken() {
    PageCursor cursor = log.after(10).orElseThrow();
    change(11);
    cursor.load();
    change(12);
    cursor.load();

    assertThat(text(cursor)).isEqualTo("11\n");
    assertThat(cursor.taken()).isEqualTo(1);
    assertThat(read(cursor)).containsExactly("12");
  }

  @Test
  void figuresOfBeforeAreLeftOutAndChangesOfBeforeAreNot() {
    announce("old");
    change(11);
    announce("old");
    announce("old");
    change(12);
    announce("old");
    PageCursor cursor = log.after(10).orElseThrow();
    PageCursor later = log.after(12).orElseThrow();
    announce("new");
    change(13);

    assertThat(read(cursor)).containsExactly("11", "12", "new", "13");
    assertThat(read(later)).containsExactly("new", "13");
  }

  @Test
  void aPositionAheadOfTheLogSkipsWhatTheClientHas() {
    PageCursor cursor = log.after(12).orElseThrow();
    change(11);
    announce("news");
    change(12);
    change(13);
    change(14);

    assertThat(read(cursor)).containsExactly("news", "13", "14");
  }

  @Test
  void theLogKeepsAtLeastTheFramesItIsToKeepAndForgetsOlderPages() {
    for (long seq = 11; seq <= 1_010; seq++) {
      log.append(new byte[KILOBYTE], seq);
    }

    assertThat(log.after(1_010 - 100)).isPresent();
    assertThat(log.after(1_010 - 300)).isEmpty();
    assertThat(log.frames()).isEqualTo(1_000);
    assertThat(log.bytes()).isEqualTo(1_000 * KILOBYTE);
  }

  @Test
  void theLogIsBoundedInBytesToo() {
    PageLog small = new PageLog(0, 1_000_000, 256 * KILOBYTE);
    for (long seq = 1; seq <= 1_000; seq++) {
      small.append(new byte[KILOBYTE], seq);
    }

    assertThat(small.after(1_000 - 100)).isPresent();
    assertThat(small.after(1_000 - 400)).isEmpty();
  }

  @Test
  void aCursorReadsOnEvenWhereTheLogHasForgotten() {
    PageCursor held = log.after(10).orElseThrow();
    List<String> expected = new ArrayList<>();
    for (long seq = 11; seq <= 30_000; seq++) {
      change(seq);
      expected.add(String.valueOf(seq));
    }

    assertThat(log.after(10)).isEmpty();
    assertThat(read(held)).isEqualTo(expected);
  }

  @Test
  void aFrameLargerThanAPageHasOneOfItsOwn() {
    PageCursor cursor = log.after(10).orElseThrow();
    change(11);
    log.append("x".repeat(200 * KILOBYTE).concat("\n").getBytes(StandardCharsets.UTF_8), 12);
    change(13);

    List<String> read = read(cursor);
    assertThat(read).hasSize(3);
    assertThat(read.get(1)).hasSize(200 * KILOBYTE);
  }

  @Test
  void changesThatAreNotForThisLogMoveItsPosition() {
    log.advance(20);

    assertThat(log.headSeq()).isEqualTo(20);
    assertThat(read(log.after(15).orElseThrow())).isEmpty();
  }

  /** One thread appends, another reads: nothing is lost, torn or read twice. */
  @Test
  void whoReadsWhileItGrowsGetsEverythingInItsOrder() throws Exception {
    ExecutorService thread = Executors.newSingleThreadExecutor();
    PageCursor cursor = log.after(10).orElseThrow();
    long last = 300_000;
    Random random = new Random(7);
    try {
      Future<List<String>> read = thread.submit(() -> readUntil(cursor, String.valueOf(last)));
      for (long seq = 11; seq <= last; seq++) {
        change(seq);
        if (random.nextInt(50) == 0) {
          announce("tick");
        }
      }
      List<String> seen = read.get(30, TimeUnit.SECONDS);
      seen.removeIf("tick"::equals);
      assertThat(seen)
          .isEqualTo(LongStream.rangeClosed(11, last).mapToObj(String::valueOf).toList());
    } finally {
      thread.shutdownNow();
    }
  }

  private static List<String> readUntil(PageCursor cursor, String last) {
    List<String> seen = new ArrayList<>();
    while (!Thread.interrupted() && (seen.isEmpty() || !seen.get(seen.size() - 1).equals(last))) {
      seen.addAll(read(cursor));
    }
    return seen;
  }

  private void change(long seq) {
    log.append((seq + "\n").getBytes(StandardCharsets.UTF_8), seq);
  }

  private void announce(String text) {
    log.append((text + "\n").getBytes(StandardCharsets.UTF_8), 0);
  }

  private static List<String> read(PageCursor cursor) {
    List<String> frames = new ArrayList<>();
    while (cursor.load()) {
      String text = text(cursor);
      List<String> lines = text.lines().toList();
      assertThat(text).endsWith("\n");
      assertThat(cursor.taken()).isEqualTo(lines.size());
      frames.addAll(lines);
    }
    return frames;
  }

  private static String text(PageCursor cursor) {
    return new String(
        cursor.bytes(), cursor.from(), cursor.to() - cursor.from(), StandardCharsets.UTF_8);
  }
}
