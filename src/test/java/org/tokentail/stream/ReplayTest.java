package org.tokentail.stream;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.tokentail.journal.TestJournal;
import org.tokentail.log.Updates;
import org.tokentail.stream.event.View;

class ReplayTest {
  @TempDir private Path directory;

  @Test
  void aDatabaseThatGoesAwayDelaysAReplayAndEndsItNot() {
    AtomicInteger woken = new AtomicInteger();
    try (TestJournal opened = new TestJournal(directory)) {
      opened.journal().append(List.of(Updates.of("a", null)));
      Replay replay =
          new Replays(opened.journal(), "k3x9", Runnable::run, woken::incrementAndGet)
              .begin(View.ALL, 0);
      opened.database().close();
      replay.load();

      assertThat(replay.next()).isNull();
      assertThat(replay.isLoading()).isFalse();
      assertThat(replay.seq()).isZero();
      // The fan-out would otherwise ask again, and again, without a pause.
      assertThat(woken).hasValue(0);
    }
  }

  @Test
  void aReplayHasWhatCameAfterItsPosition() {
    try (TestJournal opened = new TestJournal(directory)) {
      opened.journal().append(List.of(Updates.of("a", null), Updates.of("b", null)));
      Replay replay =
          new Replays(opened.journal(), "k3x9", Runnable::run, () -> {}).begin(View.ALL, 1);
      replay.load();

      assertThat(new String(replay.next().bytes(), StandardCharsets.UTF_8))
          .contains("\"id\":\"b\"")
          .doesNotContain("\"id\":\"a\"");
      assertThat(replay.seq()).isEqualTo(2);
    }
  }
}
