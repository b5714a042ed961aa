package org.tokentail.bench.journal;

import java.time.Duration;
import org.tokentail.load.EpochClock;
import org.tokentail.load.Pace;
import org.tokentail.load.Publisher;

/** How many changes a second are acknowledged, which is after their commit. */
final class Writes {
  private static final Duration WARM_UP = Duration.ofSeconds(40);
  private static final Duration LONGEST_ANSWER = Duration.ofSeconds(30);
  private static final double AS_FAST_AS_POSSIBLE = Double.POSITIVE_INFINITY;
  private static final int BATCH = 100;
  private static final int BATCH_CONNECTIONS = 8;
  private static final int SINGLE_CONNECTIONS = 32;

  private final Subject subject;
  private final Sheet sheet;

  Writes(Subject subject, Sheet sheet) {
    this.subject = subject;
    this.sheet = sheet;
  }

  void run(Duration span) {
    measure(
        "batches of 100",
        new Lifecycles(BATCH, 2 * BATCH_CONNECTIONS),
        new Pace(AS_FAST_AS_POSSIBLE, BATCH, BATCH_CONNECTIONS, span));
    measure(
        "one by one",
        new Lifecycles(2 * SINGLE_CONNECTIONS, 2),
        new Pace(AS_FAST_AS_POSSIBLE, 1, SINGLE_CONNECTIONS, span));
  }

  private void measure(String name, Lifecycles changes, Pace pace) {
    Pace warmUp = new Pace(pace.recordsPerSecond(), pace.batch(), pace.connections(), WARM_UP);
    try (Publisher publisher = publish(changes, warmUp)) {
      finish(publisher, WARM_UP);
    }
    Duration cpu = subject.cpu();
    long begin = EpochClock.nanos();
    try (Publisher publisher = publish(changes, pace)) {
      finish(publisher, pace.duration());
      double seconds = (EpochClock.nanos() - begin) / 1e9;
      double micros = subject.cpu().minus(cpu).toNanos() / 1e3;
      long accepted = publisher.accepted();
      sheet.add(name + ", changes/s", accepted / seconds);
      sheet.addTimes(name + ", a call", publisher.postMicros());
      sheet.add(name + ", CPU a change, µs", micros / Math.max(1, accepted));
      if (publisher.failed() + publisher.retried() > 0) {
        sheet.remark(
            "%s: %,d changes not taken, %,d calls told to come back"
                .formatted(name, publisher.failed(), publisher.retried()));
      }
      subject.say("%s: %,d changes in %.1f s", name, accepted, seconds);
    }
  }

  private Publisher publish(Lifecycles changes, Pace pace) {
    return Publisher.start(
        subject.logs(), subject.key(), pace, changes, Publisher.Outcomes.IGNORED);
  }

  private static void finish(Publisher publisher, Duration duration) {
    if (!publisher.await(duration.plus(LONGEST_ANSWER))) {
      throw new IllegalStateException("A call that writes is never answered");
    }
  }
}
