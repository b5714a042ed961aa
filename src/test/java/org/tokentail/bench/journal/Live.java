package org.tokentail.bench.journal;

import java.time.Duration;
import org.tokentail.load.EpochClock;
import org.tokentail.load.Opening;
import org.tokentail.load.Pace;
import org.tokentail.load.Pause;
import org.tokentail.load.Publisher;
import org.tokentail.load.StreamCrowd;

/** How old a change is when a client of the stream has it; from before the call that writes it. */
final class Live {
  private static final int CLIENTS = 10;
  private static final double RATE = 1_000;
  private static final int BATCH = 10;
  private static final int CONNECTIONS = 4;
  private static final Duration WARM_UP = Duration.ofSeconds(8);
  private static final Duration LONGEST_OPENING = Duration.ofSeconds(30);
  private static final Duration LONGEST_DRAIN = Duration.ofSeconds(10);

  private final Subject subject;
  private final Sheet sheet;

  Live(Subject subject, Sheet sheet) {
    this.subject = subject;
    this.sheet = sheet;
  }

  void run(Duration span) {
    try (StreamCrowd crowd = subject.crowd()) {
      crowd.open(CLIENTS, Opening.reading());
      crowd.awaitAnswers(LONGEST_OPENING);
      publish(crowd, WARM_UP);
      long accepted = publish(crowd, span);
      sheet.addTimes("change to client at 1,000 changes/s", crowd.latency());
      long events = crowd.tally().events();
      if (accepted < 0.95 * RATE * span.toMillis() / 1e3 || events != accepted * CLIENTS) {
        sheet.remark(
            "%,d changes to %d clients in %s: %,d events"
                .formatted(accepted, CLIENTS, span, events));
      }
      subject.say("%,d changes to %d clients", accepted, CLIENTS);
    }
  }

  /** Returns when all events have come, or do not. */
  private long publish(StreamCrowd crowd, Duration span) {
    crowd.countAnew();
    Lifecycles changes = new Lifecycles(BATCH, 2 * CONNECTIONS);
    Pace pace = new Pace(RATE, BATCH, CONNECTIONS, span);
    try (Publisher publisher =
        Publisher.start(subject.logs(), subject.key(), pace, changes, Publisher.Outcomes.IGNORED)) {
      publisher.await(span.plus(LONGEST_DRAIN));
      long begin = EpochClock.nanos();
      while (crowd.tally().events() < publisher.accepted() * CLIENTS
          && EpochClock.nanos() - begin < LONGEST_DRAIN.toNanos()) {
        Pause.of(Duration.ofMillis(20));
      }
      return publisher.accepted();
    }
  }
}
