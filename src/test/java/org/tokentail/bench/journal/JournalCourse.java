package org.tokentail.bench.journal;

import java.time.Duration;
import org.tokentail.bench.Strangers;

/** Everything that is measured of one database; what only reads comes first. */
final class JournalCourse {
  private static final double MOST_STRANGERS = 0.05;

  private final Subject subject;
  private final Sheet sheet;

  JournalCourse(Subject subject) {
    this.subject = subject;
    this.sheet = new Sheet(subject.rows());
  }

  /** What was measured until a failure counts, and the failure is in the remarks. */
  Sheet run(JournalSettings settings, double emptyStart) {
    Duration span = settings.span();
    try {
      sheet.add("bytes a record on disk", subject.bytes() / (double) subject.rows());
      double start = Starts.seconds(subject.server());
      sheet.add("start, s", start);
      sheet.add("start / start when empty", start / emptyStart);
      if (settings.readers() > 0) {
        // Three times as long: the rate is low.
        Crowded crowded = new Crowded(subject, sheet, settings.readers());
        undisturbed("crowded", () -> crowded.run(span.multipliedBy(3)));
      }
      if (!settings.readersOnly()) {
        undisturbed("reading", this::read);
        undisturbed("writing", () -> write(span));
      }
    } catch (RuntimeException e) {
      sheet.remark("broke off: " + e);
    }
    return sheet;
  }

  private void read() {
    new Resumes(subject).run(sheet);
    new Reads(subject, sheet).run();
  }

  private void write(Duration span) {
    // Twice as long: at a rate this low it takes longer to have as many figures.
    new Live(subject, sheet).run(span.multipliedBy(2));
    new Writes(subject, sheet).run(span);
    // Last: it takes records away.
    new Removals(subject, sheet).run(span.multipliedBy(2));
  }

  private void undisturbed(String what, Runnable work) {
    Strangers strangers = new Strangers(subject::cpu);
    work.run();
    double share = strangers.share();
    subject.say("while %s, others took %.0f%% of the CPU", what, 100 * share);
    if (share > MOST_STRANGERS) {
      sheet.remark("while %s, others took %.0f%% of the CPU".formatted(what, 100 * share));
    }
  }
}
