package org.tokentail.write;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.BufferedReader;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.RepeatedTest;
import org.junit.jupiter.api.RepetitionInfo;
import org.junit.jupiter.api.io.TempDir;
import org.tokentail.journal.Journal;
import org.tokentail.journal.TestJournal;
import org.tokentail.log.RequestLog;

/** What was acknowledged survives {@code kill -9} in the middle of a load. */
class KillTest {
  /**
   * Acknowledgements after which the child is killed: from the first commits to well into the load.
   */
  private static final int MAX_ACKNOWLEDGED = 4_000;

  @TempDir private Path directory;

  @RepeatedTest(3)
  void whatWasAcknowledgedIsThereAfterAKill(RepetitionInfo repetition) throws Exception {
    assertThatWhatWasAcknowledgedIsThere(repetition.getCurrentRepetition());
  }

  /**
   * @param seed of when the load is killed
   */
  final void assertThatWhatWasAcknowledgedIsThere(int seed) throws Exception {
    int kill = 1 + new Random(seed).nextInt(MAX_ACKNOWLEDGED);
    Map<String, Long> acknowledged = loadUntilKilledAfter(kill);
    assertThat(acknowledged).hasSizeGreaterThan(0);

    try (TestJournal opened = new TestJournal(directory)) {
      Journal journal = opened.journal();
      acknowledged.forEach(
          (id, rev) -> {
            Optional<RequestLog> found = journal.find(id);
            assertThat(found).as("acknowledged %s", id).isPresent();
            assertThat(found.get().rev()).as("rev of %s", id).isGreaterThanOrEqualTo(rev);
          });
      assertTheFeedIsWhole(journal);
    }
  }

  private static void assertTheFeedIsWhole(Journal journal) {
    List<RequestLog> all = journal.since(0, Integer.MAX_VALUE);
    assertThat(all).extracting(RequestLog::seq).doesNotHaveDuplicates();
    assertThat(all.get(all.size() - 1).seq()).isEqualTo(journal.head().seq());
  }

  /** The highest acknowledged rev of each id, as the child printed them until it died. */
  private Map<String, Long> loadUntilKilledAfter(int kill)
      throws IOException, InterruptedException {
    Process child =
        new ProcessBuilder(
                ProcessHandle.current().info().command().orElseThrow(),
                "-XX:TieredStopAtLevel=1",
                "-cp",
                System.getProperty("java.class.path"),
                KillTestLoad.class.getName(),
                directory.toString())
            .redirectError(ProcessBuilder.Redirect.DISCARD)
            .start();
    Map<String, Long> acknowledged = new LinkedHashMap<>();
    try (BufferedReader lines = child.inputReader(StandardCharsets.US_ASCII)) {
      int count = 0;
      for (String line = lines.readLine(); line != null; line = lines.readLine()) {
        // A line that the kill has cut lacks its end mark.
        String[] parts = line.split(" ", -1);
        if (parts.length == 3 && parts[2].equals(".")) {
          acknowledged.merge(parts[0], Long.valueOf(parts[1]), Math::max);
          if (++count == kill) {
            // SIGKILL. By the handle, which leaves the pipe open: the last acknowledgements are
            // still in it.
            child.toHandle().destroyForcibly();
          }
        }
      }
    } finally {
      child.destroyForcibly();
      assertThat(child.waitFor(10, TimeUnit.SECONDS)).isTrue();
    }
    return acknowledged;
  }
}
