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
  private final boolean apart;
  private final Window window;
  private final RecentSessions sessions;
  private final Names providers = new Names(NAMES);
  private final Names models = new Names(NAMES);
  private long seq;

  /**
   * Empty ones, to be filled with what there is at that position.
   *
   * @param seq the last change that is in them
   * @param apart whether they will be loaded with the names of all records
   */
  Counters(long seq, Instant now, boolean apart) {
    this.seq = seq;
    this.apart = apart;
    loadedAt = now;
    window = new Window(now);
    sessions = new RecentSessions(Window.from(now));
  }

  /**
   * Adds what began in one minute of the epoch; the latest comes first, if there are many names.
   */
  void load(long minute, Group group) {
    window.add(Instant.ofEpochSecond(minute * 60), named(group));
  }

  /** Adds the records of one model to a session that is active. */
  void load(SessionRow row) {
    sessions.load(row, models.admit(row.model()));
  }

  /** The last change that is in them. */
  long seq() {
    return seq;
  }

  /** Whether it can be told where the change is to be counted. */
  boolean canApply(Step step) {
    return apart || step.before() == null || !step.before().group().status().isFinal();
  }

  /** Takes the next change: its seq is one more than the last. */
  void apply(Step step) {
    Counted before = named(step.before());
    if (before != null) {
      window.add(before.start(), before.group().negated());
    }
    Counted after = named(step.after());
    window.add(after.start(), after.group());
    sessions.apply(before, after);
    seq = after.seq();
  }

  /** The sessions that are shown, the latest first. */
  List<String> latestSessions(Instant now) {
    return shown(now).stream().map(SessionTally::id).toList();
  }

  /** Those of them of which not all records are known. */
  List<String> strangers(Instant now) {
    return shown(now).stream().filter(session -> !session.isWhole()).map(SessionTally::id).toList();
  }

  /**
   * Learns all that there is of some sessions; nothing where a change is missing, or yet to come.
   *
   * @param since the changes, in their order, that were made since before they were looked up
   */
  void learn(SessionsFound found, Iterable<Step> since) {
    WholeSessions whole = new WholeSessions(found, models::admit, this::named);
    since.forEach(whole::take);
    // Ahead, what was found has changes that are yet to come, and would be counted twice.
    if (whole.seq() == seq) {
      whole.all().forEach(sessions::replace);
    }
  }

  private List<SessionTally> shown(Instant now) {
    return sessions.since(now.minus(ActiveSessions.STANDARD), ActiveSessions.MAX_SESSIONS);
  }

  private Counted named(Counted record) {
    if (record == null) {
      return null;
    }
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
    return window.stats(shown(now).stream().map(SessionTally::shown).toList());
  }
}
