package org.tokentail.stats;

import java.time.Duration;
import java.time.Instant;
import java.util.List;

/**
 * The figures of the last 24 hours, as of one position in the feed. Not thread-safe.
 *
 * <p>A minute that is over is taken out, and nothing is ever rounded, so they stay exact. They are
 * loaded anew once a day all the same: so the last bucket of the window is never reached, and what
 * was left out for want of room gets another chance.
 */
final class Counters {
  /** Providers, and models, with figures of their own. More than the 50 that are shown. */
  static final int NAMES = 200;

  private static final Duration LIFE = Duration.ofHours(24);
  private static final Duration LIFE_WITHOUT_ROOM = Duration.ofHours(1);

  private final Instant loadedAt;
  private final Window window;
  private final RecentSessions sessions;
  private final Names providers = new Names(NAMES);
  private final Names models = new Names(NAMES);
  private long seq;

  /**
   * Empty ones, to be filled with what there is at that position.
   *
   * @param seq the last change that is in them
   */
  Counters(long seq, Instant now) {
    this.seq = seq;
    loadedAt = now;
    window = new Window(now);
    sessions = new RecentSessions(Window.from(now));
  }

  /** Adds a record of the window; the latest come first, in case there is no room for all names. */
  void load(Counted record) {
    Counted named = named(record);
    window.add(named.start(), named.group());
    sessions.load(named);
  }

  /** The sessions of what was loaded. Their older records are still to be added. */
  List<String> loadedSessions() {
    return sessions.loaded();
  }

  /** Adds older records of a session. */
  void load(SessionRow row) {
    sessions.load(row, models.admit(row.model()));
  }

  /** The last change that is in them. */
  long seq() {
    return seq;
  }

  /** Takes the next change: its seq is one more than the last. */
  void apply(Step step) {
    if (step.before() != null) {
      Counted before = named(step.before());
      window.add(before.start(), before.group().negated());
      sessions.takeOut(before);
    }
    Counted after = named(step.after());
    window.add(after.start(), after.group());
    sessions.add(after);
    seq = after.seq();
  }

  private Counted named(Counted record) {
    return new Counted(
        record.seq(),
        record.start(),
        record.activity(),
        record.session(),
        record.client(),
        named(record.group()));
  }

  private Group named(Group group) {
    return group.named(providers.admit(group.provider()), models.admit(group.model()));
  }

  /** Whether it is time to load them anew. */
  boolean areOld(Instant now) {
    boolean noRoom = providers.hasRefused() || models.hasRefused();
    return !now.isBefore(loadedAt.plus(noRoom ? LIFE_WITHOUT_ROOM : LIFE));
  }

  Stats at(Instant now) {
    window.moveTo(now);
    sessions.expire(Window.from(now));
    return window.stats(
        sessions.since(now.minus(ActiveSessions.STANDARD), ActiveSessions.MAX_SESSIONS));
  }
}
