package org.tokentail.bench.journal;

import com.fasterxml.jackson.databind.JsonNode;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.function.LongFunction;
import java.util.stream.LongStream;

/** What a page of logs asks for. */
final class Reads {
  private static final int CALLS = 300;

  /** So many different ones of each call, in turn. */
  private static final int PATHS = 60;

  private static final long DEEP = 1_000L * 100;

  private final Subject subject;
  private final Sheet sheet;
  private final Calls calls;

  Reads(Subject subject, Sheet sheet) {
    this.subject = subject;
    this.sheet = sheet;
    this.calls = subject.calls();
  }

  void run() {
    JsonNode page = calls.json("api/logs");
    Instant newest = Instant.parse(page.at("/requests/0/initialTime").asText());
    Instant oldest = newest.minus(RecordSql.SPAN).truncatedTo(ChronoUnit.MINUTES);
    checkComplete();
    time("first page", List.of("api/logs"));
    time("filtered page", paths(this::filtered));
    time("page 1,000 deep", paths(i -> deep(newest, i)));
    time("one record", paths(i -> "api/logs/" + RecordSql.id(1 + subject.rows() / PATHS * i)));
    time("stats of 30 days", List.of("api/logs/stats?from=" + oldest));
    time("facets of 30 days", List.of("api/logs/facets?from=" + oldest));
    time("history of 30 days by model", List.of("api/logs/stats/history?duration=30d&by=model"));
  }

  /** Without this, a server that answers fast and wrong would look good. */
  private void checkComplete() {
    JsonNode stats = calls.json("api/logs/stats");
    if (stats.get("totalRequests").asLong() != subject.rows()) {
      throw new IllegalStateException("Not all records are in the stats: " + stats);
    }
    subject.say("stats %s", stats);
  }

  private void time(String name, List<String> paths) {
    // As many once more before it, for the compiler and the caches.
    calls.timed(paths, CALLS);
    sheet.addTimes(name, calls.timed(paths, CALLS));
    subject.say("%s measured", name);
  }

  private static List<String> paths(LongFunction<String> path) {
    return LongStream.range(0, PATHS).mapToObj(path).toList();
  }

  private String filtered(long i) {
    int model = (int) (i % RecordSql.MODELS.size());
    List<String> statuses = List.of("completed", "error");
    return "api/logs?provider=%s&model=%s&status=%s"
        .formatted(
            RecordSql.PROVIDERS.get(model % RecordSql.PROVIDERS.size()),
            RecordSql.MODELS.get(model),
            statuses.get((int) (i / RecordSql.MODELS.size() % 2)));
  }

  /** So many records from the newest, or in the middle where there are fewer. */
  private String deep(Instant newest, long i) {
    double depth = Math.min(DEEP / (double) subject.rows(), 0.5) * (1 + i / 5.0 / PATHS);
    Instant to = newest.minus(Duration.ofMillis((long) (depth * RecordSql.SPAN.toMillis())));
    String next =
        calls.json("api/logs?limit=1&to=" + to.truncatedTo(ChronoUnit.MILLIS)).get("next").asText();
    return "api/logs?before=" + next;
  }
}
