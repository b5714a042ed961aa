package org.tokentail.bench.journal;

import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.HdrHistogram.Histogram;
import org.tokentail.load.Opening;
import org.tokentail.load.Pace;
import org.tokentail.load.Publisher;
import org.tokentail.load.StreamCrowd;

/**
 * What writers and clients of the stream notice of many readers: rounds with and without, in turn.
 */
final class Crowded {
  private static final int CLIENTS = 10;
  private static final double RATE = 50;
  private static final int CONNECTIONS = 4;
  private static final int ROUNDS = 3;
  private static final Duration WARM_UP = Duration.ofSeconds(20);
  private static final Duration LONGEST_ANSWER = Duration.ofSeconds(60);

  private final Subject subject;
  private final Sheet sheet;
  private final int readers;
  private final Round alone = new Round();
  private final Round crowded = new Round();
  private long answered;
  private long refused;
  private long failed;

  Crowded(Subject subject, Sheet sheet, int readers) {
    this.subject = subject;
    this.sheet = sheet;
    this.readers = readers;
  }

  /** What was seen in rounds of one kind. */
  private static final class Round {
    private final Histogram posts = new Histogram(TimeUnit.MINUTES.toMicros(10), 3);
    private final Histogram changes = new Histogram(TimeUnit.MINUTES.toMicros(10), 3);
    private long notTaken;

    void add(Publisher publisher, StreamCrowd crowd) {
      posts.add(publisher.postMicros());
      changes.add(crowd.latency());
      notTaken += publisher.failed() + publisher.retried();
    }

    void show(Sheet sheet, String how) {
      sheet.addTimes("a POST " + how, posts);
      sheet.addTimes("change to client " + how, changes);
      sheet.add("POSTs refused " + how, (double) notTaken);
    }
  }

  void run(Duration span) {
    List<String> paths = paths();
    try (StreamCrowd crowd = subject.crowd()) {
      crowd.open(CLIENTS, Opening.reading());
      crowd.awaitAnswers(LONGEST_ANSWER);
      publish(crowd, WARM_UP, new Round());
      crowd(crowd, WARM_UP, paths, new Round());
      answered = 0;
      refused = 0;
      failed = 0;
      for (int i = 0; i < ROUNDS; i++) {
        publish(crowd, span, alone);
        crowd(crowd, span, paths, crowded);
      }
    }
    alone.show(sheet, "alone");
    crowded.show(sheet, "beside %d readers".formatted(readers));
    double seconds = ROUNDS * span.toMillis() / 1e3;
    sheet.add("questions answered a second", answered / seconds);
    sheet.add("questions told to come back a second", refused / seconds);
    sheet.add("questions that failed", (double) failed);
  }

  private void crowd(StreamCrowd crowd, Duration span, List<String> paths, Round round) {
    try (ReaderCrowd questions =
        new ReaderCrowd(subject.server().uri(), subject.key(), readers, paths)) {
      publish(crowd, span, round);
      answered += questions.answered();
      refused += questions.refused();
      failed += questions.failed();
      subject.say(
          "%,d questions answered, %,d told to come back, %,d failed",
          questions.answered(), questions.refused(), questions.failed());
    }
  }

  private void publish(StreamCrowd crowd, Duration span, Round round) {
    crowd.countAnew();
    Pace pace = new Pace(RATE, 1, CONNECTIONS, span);
    Lifecycles changes = new Lifecycles(1, 2 * CONNECTIONS);
    try (Publisher publisher =
        Publisher.start(subject.logs(), subject.key(), pace, changes, Publisher.Outcomes.IGNORED)) {
      if (!publisher.await(span.plus(LONGEST_ANSWER))) {
        sheet.remark("a POST is never answered");
      }
      round.add(publisher, crowd);
      subject.say(
          "POST p50 %.1f, p99 %.1f ms",
          publisher.postMicros().getValueAtPercentile(50) / 1e3,
          publisher.postMicros().getValueAtPercentile(99) / 1e3);
    }
  }

  /** Text searches, facets, statistics, deep pages, a file, and what a page asks first. */
  private List<String> paths() {
    String newest = subject.calls().json("api/logs").at("/requests/0/initialTime").asText();
    Instant last = Instant.parse(newest).truncatedTo(ChronoUnit.MINUTES);
    Instant first = last.minus(RecordSql.SPAN);
    List<String> paths = new ArrayList<>();
    for (int i = 0; i < RecordSql.MODELS.size(); i++) {
      String model = RecordSql.MODELS.get(i);
      Instant to = last.minus(RecordSql.SPAN.dividedBy(RecordSql.MODELS.size()).multipliedBy(i));
      paths.add("api/logs?q=nowhere" + i);
      paths.add("api/logs/facets?from=%s&model=%s".formatted(first, model));
      paths.add("api/logs");
      paths.add("api/logs/stats?from=%s&model=%s&status=error".formatted(first, model));
      paths.add("api/logs?q=session-%d&status=error".formatted(i));
      paths.add("api/logs/facets?q=error&from=" + last.minus(1, ChronoUnit.DAYS));
      paths.add("api/logs?limit=500&to=" + to);
      paths.add("api/logs/stats/history?duration=30d&by=model");
      paths.add("api/logs/export?format=csv&from=%s&to=%s".formatted(to.minusSeconds(7_200), to));
      paths.add("api/logs/sessions/active");
    }
    return paths;
  }
}
