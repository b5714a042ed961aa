package org.tokentail.bench.journal;

import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * What to measure, from system properties.
 *
 * @param rows bench.rows: sizes of the database, in the order of measurement; ratios are to the
 *     first
 * @param databases bench.databases: h2, postgres
 * @param keep bench.keep: where filled databases are kept for the next run; empty: nowhere
 * @param fillOnly bench.fill: fill the databases that are to be kept, and measure nothing
 * @param span bench.seconds: how long each way of writing is measured
 * @param heap bench.heap: of the server
 * @param readers bench.readers: readers beside the writer; 0: that is left out
 * @param readersOnly bench.readers.only: measure nothing else
 */
record JournalSettings(
    List<Long> rows,
    List<String> databases,
    Optional<Path> keep,
    boolean fillOnly,
    Duration span,
    String heap,
    int readers,
    boolean readersOnly) {

  JournalSettings {
    if (rows.stream().anyMatch(size -> size < 10_000)) {
      throw new IllegalArgumentException("bench.rows must be 10000 or more, but is " + rows);
    }
    if (!List.of("h2", "postgres").containsAll(databases)) {
      throw new IllegalArgumentException("bench.databases must be h2, postgres or both");
    }
    if (fillOnly && keep.isEmpty()) {
      throw new IllegalArgumentException("bench.fill needs bench.keep, a directory");
    }
  }

  static JournalSettings fromSystem() {
    return new JournalSettings(
        list("bench.rows", "10000,1000000,10000000").map(Long::valueOf).toList(),
        list("bench.databases", "h2,postgres").toList(),
        Optional.of(property("bench.keep", "")).filter(text -> !text.isEmpty()).map(Path::of),
        Boolean.parseBoolean(property("bench.fill", "false")),
        Duration.ofMillis((long) (1_000 * Double.parseDouble(property("bench.seconds", "5")))),
        property("bench.heap", "1g"),
        Integer.parseInt(property("bench.readers", "200")),
        Boolean.parseBoolean(property("bench.readers.only", "false")));
  }

  private static Stream<String> list(String name, String otherwise) {
    return Stream.of(property(name, otherwise).split(",")).map(String::strip);
  }

  private static String property(String name, String otherwise) {
    String value = System.getProperty(name, "").strip();
    return value.isEmpty() ? otherwise : value;
  }
}
