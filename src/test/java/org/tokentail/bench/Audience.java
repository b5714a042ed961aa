package org.tokentail.bench;

import java.time.Duration;
import org.tokentail.load.EpochClock;
import org.tokentail.load.Opening;
import org.tokentail.load.Pace;
import org.tokentail.load.Pause;
import org.tokentail.load.Publisher;
import org.tokentail.load.StreamCrowd;
import org.tokentail.load.Tally;

/** A number of clients of one server, to which records are published at some rate. */
final class Audience implements AutoCloseable {
  private static final Duration LONGEST_OPENING = Duration.ofSeconds(60);
  private static final Duration LONGEST_DRAIN = Duration.ofSeconds(5);
  private static final Duration LONGEST_STOP = Duration.ofSeconds(5);
  private static final Duration SILENCE = Duration.ofSeconds(1);
  private static final int PUBLISHERS = 4;
  // Above this rate it is the cost of a POST that would be measured.
  private static final double HIGHEST_SINGLE_RATE = 200;
  private static final int BATCH = 20;

  private final Contender contender;
  private final StreamCrowd crowd;

  Audience(Contender contender, int clients) {
    this.contender = contender;
    crowd =
        new StreamCrowd(
            contender.server().uri().resolve("api/logs/stream"),
            contender.headers(),
            "log:created");
    long begin = EpochClock.nanos();
    crowd.open(clients, Opening.reading());
    crowd.awaitAnswers(LONGEST_OPENING);
    double seconds = (EpochClock.nanos() - begin) / 1e9;
    System.out.printf(
        "%s: %,d of %,d clients connected in %.1f s%n", contender.name(), size(), clients, seconds);
  }

  int size() {
    return crowd.tally().open();
  }

  /** Publishes at this rate for so long, and waits until the events have arrived or do not come. */
  Measurement measure(double rate, Duration duration) {
    crowd.countAnew();
    Tally before = crowd.tally();
    Duration cpu = contender.server().vitals().cpu();
    long begin = EpochClock.nanos();
    int batch = rate > HIGHEST_SINGLE_RATE ? BATCH : 1;
    try (Publisher publisher = contender.publish(new Pace(rate, batch, PUBLISHERS, duration))) {
      publisher.await(duration.plus(LONGEST_DRAIN));
      // What still waits for its answer is given up, and counts as not taken.
      boolean isStuck = !publisher.isDone();
      publisher.stop();
      publisher.await(LONGEST_STOP);
      Tally after = drained(publisher.accepted(), before);
      Duration last = Duration.ofNanos(after.lastAt() - begin);
      return new Measurement(
          rate,
          publisher.accepted() / (duration.toNanos() / 1e9),
          publisher.failed() + (isStuck ? batch : 0),
          after.events(),
          publisher.accepted() * before.open(),
          after.ended() - before.ended(),
          after.fewest() == after.most(),
          last.compareTo(duration) > 0 ? last : duration,
          contender.server().vitals().cpu().minus(cpu),
          crowd.latency());
    }
  }

  /** Until everything arrived, nothing came for a moment, or it takes too long. */
  private Tally drained(long accepted, Tally before) {
    long begin = EpochClock.nanos();
    Tally tally = crowd.tally();
    while (tally.events() < accepted * before.open()
        && EpochClock.nanos() - begin < LONGEST_DRAIN.toNanos()
        && EpochClock.nanos() - Math.max(begin, tally.lastAt()) < SILENCE.toNanos()) {
      Pause.of(Duration.ofMillis(20));
      tally = crowd.tally();
    }
    return tally;
  }

  @Override
  public void close() {
    crowd.close();
  }
}
