package org.tokentail.bench.journal;

import java.sql.SQLException;
import java.time.Duration;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;

/** Measures Tokentail on databases of several kinds and sizes. */
final class JournalBenchmark {
  private final JournalSettings settings;

  private JournalBenchmark(JournalSettings settings) {
    this.settings = settings;
  }

  public static void main(String[] args) {
    JournalSettings settings = JournalSettings.fromSystem();
    long begin = System.nanoTime();
    JournalBenchmark benchmark = new JournalBenchmark(settings);
    List<String> tables = settings.databases().stream().map(benchmark::table).toList();
    Duration took = Duration.ofNanos(System.nanoTime() - begin).truncatedTo(ChronoUnit.SECONDS);
    System.out.printf(
        "%n%d cores, shared by server, database and clients, Java %s, heap %s, measured in %s%n%n%s%n",
        Runtime.getRuntime().availableProcessors(),
        Runtime.version().feature(),
        settings.heap(),
        took,
        String.join("\n", tables));
  }

  /** Empty when this kind could not be measured at all. */
  private String table(String kind) {
    List<Sheet> sheets = new ArrayList<>();
    try (BenchDatabase database = Databases.open(kind, settings)) {
      Databases databases = new Databases(database, settings);
      if (settings.fillOnly()) {
        for (long rows : settings.rows()) {
          databases.fill(rows);
        }
        return "";
      }
      double emptyStart = emptyStart(databases);
      for (long rows : settings.rows()) {
        measure(databases, rows, emptyStart, sheets);
        System.out.println("\n" + SheetTable.of(kind, sheets));
      }
    } catch (RuntimeException | SQLException e) {
      System.out.println(kind + " could not be measured: " + e);
    }
    return sheets.isEmpty() ? "" : SheetTable.of(kind, sheets);
  }

  private static double emptyStart(Databases databases) throws SQLException {
    try (Subject subject = databases.empty()) {
      double seconds = Starts.seconds(subject.server());
      subject.say("starts in %.1f s", seconds);
      return seconds;
    }
  }

  private void measure(Databases databases, long rows, double emptyStart, List<Sheet> sheets)
      throws SQLException {
    try (Subject subject = databases.filled(rows)) {
      sheets.add(new JournalCourse(subject).run(settings, emptyStart));
    }
  }
}
