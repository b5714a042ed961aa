package org.tokentail.journal;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.stream.IntStream;
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

  /** Several indexes serve these, or one and more values, or what no index knows. */
  @Test
  void anyFilterIsFoundFromPageToPage() {
    Random random = new Random(11);
    List<RequestLog> all = new ArrayList<>();
    try (TestJournal opened = new TestJournal(directory)) {
      for (int i = 0; i < 6_000; i += 1_000) {
        List<LogUpdate> updates =
            IntStream.range(i, i + 1_000)
                .mapToObj(n -> Updates.random(random, "r" + n, Updates.START.plusMillis(n / 3)))
                .toList();
        all.addAll(opened.journal().append(updates).records());
      }
      for (Map<String, List<String>> asked : ASKED) {
        LogFilter filter = LogFilter.parse(asked);
        assertThat(pages(opened.journal(), filter, 40))
            .as("%s", asked)
            .containsExactlyElementsOf(
                all.stream()
                    .filter(filter::matches)
                    .map(PageRequest.Key::of)
                    .sorted(NEWEST)
                    .toList());
      }
    }
  }

  private static final List<Map<String, List<String>>> ASKED =
      List.of(
          Map.of(
              "provider", List.of("OpenAI"), "model", List.of("gpt-5"), "status", List.of("error")),
          Map.of("channel", List.of("c-1", "main"), "status", List.of("timeout", "error")),
          Map.of("channel", List.of("main")),
          Map.of("status", List.of("completed"), "stream", List.of("true")),
          Map.of("endpoint", List.of("/v1/messages"), "minDurationMs", List.of("900")),
          Map.of("stream", List.of("false")),
          Map.of("httpStatus", List.of("429"), "sessionId", List.of("s-1", "s-2", "nobody")),
          Map.of("model", List.of("gpt-5"), "q", List.of("r59")),
          Map.of("provider", List.of("nobody"), "model", List.of("gpt-5")));

  private static final Comparator<PageRequest.Key> NEWEST =
      Comparator.comparing(PageRequest.Key::initialTime)
          .thenComparing(PageRequest.Key::id)
          .reversed();

  private static List<PageRequest.Key> pages(Journal journal, String model) {
    return pages(journal, LogFilter.parse(Map.of("model", List.of(model))), 500);
  }

  private static List<PageRequest.Key> pages(Journal journal, LogFilter filter, int limit) {
    List<PageRequest.Key> all = new ArrayList<>();
    Optional<PageRequest.Key> before = Optional.empty();
    do {
      PageQuery.Found found = journal.newest(new PageRequest(filter, before, null, null, limit));
      found.records().forEach(log -> all.add(PageRequest.Key.of(log)));
      before =
          found.records().size() < limit ? found.scannedTo() : Optional.of(all.get(all.size() - 1));
    } while (before.isPresent());
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
