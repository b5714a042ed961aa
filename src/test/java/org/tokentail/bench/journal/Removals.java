package org.tokentail.bench.journal;

import com.fasterxml.jackson.databind.JsonNode;
import java.time.Duration;
import java.time.Instant;
import org.HdrHistogram.Histogram;
import org.tokentail.load.EpochClock;
import org.tokentail.load.Pace;
import org.tokentail.load.Pause;
import org.tokentail.load.Publisher;

/**
 * How long those who write wait while old records are removed, in the batches that retention takes,
 * and how long they wait without.
 */
final class Removals {
  private static final long RECORDS = 100_000;

  /** Few enough that nobody waits for another POST, many enough to meet every batch. */
  private static final double POSTS_A_SECOND = 50;

  private static final int CONNECTIONS = 8;
  private static final Duration LONGEST = Duration.ofMinutes(10);

  private final Subject subject;
  private final Sheet sheet;
  private final Calls calls;

  Removals(Subject subject, Sheet sheet) {
    this.subject = subject;
    this.sheet = sheet;
    this.calls = subject.calls();
  }

  void run(Duration span) {
    try (Publisher publisher = publish(span)) {
      if (!publisher.await(span.plus(LONGEST))) {
        throw new IllegalStateException("A call that writes is never answered");
      }
      add("a POST while nothing is removed", publisher.postMicros());
    }
    long records = Math.min(RECORDS, subject.rows() / 2);
    Instant before =
        Instant.parse(
            calls.json("api/logs/" + RecordSql.id(records + 1)).get("initialTime").asText());
    long begin = EpochClock.nanos();
    try (Publisher publisher = publish(LONGEST)) {
      calls.delete("api/logs?before=" + before);
      JsonNode run = awaitEnd(begin);
      publisher.stop();
      add("a POST while records are removed", publisher.postMicros());
      if (run.get("removed").asLong() < records) {
        throw new IllegalStateException("Not removed: " + run);
      }
      sheet.add(
          "records removed/s",
          run.get("removed").asLong() * 1e3 / Math.max(1, run.get("durationMs").asLong()));
      subject.say("removed: %s", run);
    }
  }

  private void add(String name, Histogram micros) {
    sheet.add(name + ", p99, ms", micros.getValueAtPercentile(99) / 1e3);
    sheet.add(name + ", longest, ms", micros.getMaxValue() / 1e3);
  }

  private JsonNode awaitEnd(long begin) {
    JsonNode state = calls.json("api/retention");
    while (!state.path("running").isMissingNode() && !state.path("running").isNull()) {
      if (EpochClock.nanos() - begin > LONGEST.toNanos()) {
        throw new IllegalStateException("Removing never ends: " + state);
      }
      Pause.of(Duration.ofMillis(200));
      state = calls.json("api/retention");
    }
    return state.get("lastDelete");
  }

  private Publisher publish(Duration span) {
    return Publisher.start(
        subject.logs(), subject.key(), new Pace(POSTS_A_SECOND, 1, CONNECTIONS, span));
  }
}
