package org.tokentail.journal;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.tokentail.log.Caller;
import org.tokentail.log.LogUpdate;
import org.tokentail.log.RequestLog;
import org.tokentail.log.Target;
import org.tokentail.log.Updates;

/** Filtered pages of H2 are found in steps; each step must end where the next one begins. */
class H2PageTest {
  private static final int RECORDS = 20_000;

  @TempDir private Path directory;

  @Test
  void whatIsCommonAndWhatIsRareIsFoundFromPageToPage() {
    try (TestJournal opened = new TestJournal(directory)) {
      for (int i = 0; i < RECORDS; i += 1_000) {
        opened.journal().append(some(i));
      }
      assertThat(pages(opened.journal(), "common"))
          .hasSize(RECORDS - 20)
          .isSortedAccordingTo(NEWEST);
      assertThat(pages(opened.journal(), "rare")).hasSize(20).isSortedAccordingTo(NEWEST);
      assertThat(pages(opened.journal(), "none")).isEmpty();
    }
  }

  private static final Comparator<PageRequest.Key> NEWEST =
      Comparator.comparing(PageRequest.Key::initialTime)
          .thenComparing(PageRequest.Key::id)
          .reversed();

  private static List<PageRequest.Key> pages(Journal journal, String model) {
    LogFilter filter = LogFilter.parse(Map.of("model", List.of(model)));
    List<PageRequest.Key> all = new ArrayList<>();
    List<RequestLog> page;
    do {
      Optional<PageRequest.Key> before =
          all.isEmpty() ? Optional.empty() : Optional.of(all.get(all.size() - 1));
      page = journal.newest(new PageRequest(filter, before, null, null, 500)).records();
      page.forEach(log -> all.add(PageRequest.Key.of(log)));
    } while (!page.isEmpty());
    return all;
  }

  /** Several begin in the same millisecond. */
  private static List<LogUpdate> some(int from) {
    List<LogUpdate> updates = new ArrayList<>();
    for (int i = from; i < from + 1_000; i++) {
      String model = i % 1_000 == 7 ? "rare" : "common";
      LogUpdate called =
          Updates.called(
              "p" + i, new Target(null, null, null, null, model, null, null, null), Caller.UNKNOWN);
      updates.add(LogUpdate.of(called.id(), Updates.START.plusMillis(i / 3), called.state()));
    }
    return updates;
  }
}
