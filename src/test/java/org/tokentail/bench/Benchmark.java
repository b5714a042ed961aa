package org.tokentail.bench;

import java.time.Duration;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;

/** Measures Tokentail, and beside it what Jakarta REST has to offer. */
final class Benchmark {
  private Benchmark() {}

  public static void main(String[] args) {
    BenchmarkSettings settings = BenchmarkSettings.fromSystem();
    settings.checkFileLimit();
    long begin = System.nanoTime();
    Map<String, Supplier<Contender>> contenders =
        Map.of(
            "tokentail", () -> Contender.tokentail(settings.heap()),
            "baseline", () -> Contender.baseline(settings.heap()));
    List<Result> results = new ArrayList<>();
    for (String name : List.of("tokentail", "baseline")) {
      if (settings.only().isEmpty() || settings.only().equals(name)) {
        results.addAll(measured(contenders.get(name), settings));
      }
    }
    Duration took = Duration.ofNanos(System.nanoTime() - begin).truncatedTo(ChronoUnit.SECONDS);
    System.out.printf(
        "%n%d cores, shared by server and clients, Java %s, heap %s, measured in %s%n%n%s%n",
        Runtime.getRuntime().availableProcessors(),
        Runtime.version().feature(),
        settings.heap(),
        took,
        ResultTables.of(results));
  }

  /** Those that could be measured: a server that cannot be brought back ends its own rows only. */
  private static List<Result> measured(Supplier<Contender> started, BenchmarkSettings settings) {
    List<Result> results = new ArrayList<>();
    try (Contender contender = started.get()) {
      contender.warmUp();
      for (int clients : settings.clients()) {
        run(new Course(contender, clients, settings.step())).ifPresent(results::add);
      }
    } catch (RuntimeException e) {
      System.out.println("Could not be measured: " + e);
    }
    return results;
  }

  private static Optional<Result> run(Course course) {
    try {
      return Optional.of(course.run());
    } catch (RuntimeException e) {
      System.out.println(course + " could not be measured: " + e);
      return Optional.empty();
    }
  }
}
