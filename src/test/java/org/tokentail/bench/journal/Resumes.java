package org.tokentail.bench.journal;

import java.time.Duration;
import java.util.concurrent.TimeUnit;
import org.HdrHistogram.Histogram;
import org.tokentail.load.EpochClock;
import org.tokentail.load.Opening;
import org.tokentail.load.Pause;
import org.tokentail.load.StreamCrowd;
import org.tokentail.load.Tally;
import org.tokentail.log.Cursor;

/**
 * Clients that come back 1,000 changes later, to a server that has seen no change since its start:
 * from the journal, for its memory is empty.
 */
final class Resumes {
  private static final int BEHIND = 1_000;
  private static final int TIMES = 100;
  private static final Duration LONGEST = Duration.ofSeconds(30);

  private final Subject subject;

  Resumes(Subject subject) {
    this.subject = subject;
  }

  void run(Sheet sheet) {
    Cursor head =
        Cursor.parse(subject.calls().json("api/logs?limit=1").get("cursor").asText()).orElseThrow();
    Cursor behind = head.at(head.seq() - BEHIND);
    sheet.add("resume 1,000 behind, first after a start, ms", micros(behind) / 1e3);
    for (int i = 0; i < TIMES; i++) {
      micros(behind);
    }
    Histogram micros = new Histogram(TimeUnit.MINUTES.toMicros(1), 3);
    for (int i = 0; i < TIMES; i++) {
      micros.recordValue(micros(behind));
    }
    sheet.addTimes("resume 1,000 behind", micros);
    subject.say("resume measured");
  }

  /** From before the connection until the last of the changes. */
  private long micros(Cursor position) {
    try (StreamCrowd crowd = subject.crowd()) {
      long begin = EpochClock.nanos();
      crowd.open(1, Opening.reading().from(position.toString()));
      Tally tally = crowd.tally();
      while (tally.events() < BEHIND && EpochClock.nanos() - begin < LONGEST.toNanos()) {
        Pause.of(Duration.ofMillis(5));
        tally = crowd.tally();
      }
      if (tally.events() != BEHIND) {
        throw new IllegalStateException("Not resumed: " + tally);
      }
      return (tally.lastAt() - begin) / 1_000;
    }
  }
}
