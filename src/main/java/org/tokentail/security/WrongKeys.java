package org.tokentail.security;

import com.google.errorprone.annotations.concurrent.GuardedBy;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import org.tokentail.config.Settings;
import org.tokentail.security.Refusals.Reason;

/**
 * Wrong keys by address and minute. Who shows too many is asked to wait, and learns no more of any
 * key; a right key is never asked about here. Thread-safe.
 */
@ApplicationScoped
public class WrongKeys {
  static final Duration WINDOW = Duration.ofMinutes(1);

  /** Bounded: somebody with a network of addresses would otherwise fill the heap. */
  static final int MAX_ADDRESSES = 10_000;

  private static final System.Logger LOG = System.getLogger(WrongKeys.class.getName());

  private final Settings.Access.WrongKeys limits;
  private final Clock clock;
  private final Refusals refusals;

  @GuardedBy("this")
  private final Map<String, Window> addresses =
      new LinkedHashMap<>(16, 0.75f, true) {
        private static final long serialVersionUID = 1;

        @Override
        protected boolean removeEldestEntry(Map.Entry<String, Window> eldest) {
          return size() > MAX_ADDRESSES;
        }
      };

  @GuardedBy("this")
  private Window all = new Window(Instant.MIN);

  @GuardedBy("this")
  private Report report = Report.EMPTY;

  /** For the container's proxy only. */
  protected WrongKeys() {
    limits = null;
    clock = null;
    refusals = null;
  }

  @Inject
  public WrongKeys(Settings settings, Clock clock, Refusals refusals) {
    this.limits = settings.access().wrongKeys();
    this.clock = clock;
    this.refusals = refusals;
  }

  /** Those of a minute, which begins with the first of them. */
  private static final class Window {
    private final Instant begin;
    private int count;

    Window(Instant begin) {
      this.begin = begin;
    }

    boolean isOver(Instant now) {
      return !now.isBefore(begin.plus(WINDOW)) || now.isBefore(begin);
    }

    Duration rest(Instant now) {
      return Duration.between(now, begin.plus(WINDOW));
    }
  }

  /**
   * What came since the last report.
   *
   * @param wrong of all kinds
   * @param throttled of them, answered 429
   * @param address that showed the most of them in a minute; null: none
   */
  record Report(long wrong, long throttled, String address, int most) {
    static final Report EMPTY = new Report(0, 0, null, 0);

    private Report and(boolean isThrottled, String from, int count) {
      boolean more = count > most;
      return new Report(
          wrong + 1,
          throttled + (isThrottled ? 1 : 0),
          more ? from : address,
          Math.max(count, most));
    }
  }

  /**
   * Counts one.
   *
   * @param address where it came from, as {@link ClientAddress} has it
   * @return how long to wait; empty: it may be told that it was wrong
   */
  public Optional<Duration> count(String address) {
    Optional<Duration> pause = counted(address, clock.instant());
    refusals.count(pause.isPresent() ? Reason.THROTTLED_KEY : Reason.WRONG_KEY);
    LOG.log(System.Logger.Level.DEBUG, "A wrong key from {0}", address);
    return pause;
  }

  private synchronized Optional<Duration> counted(String address, Instant now) {
    if (all.isOver(now)) {
      all = new Window(now);
    }
    Window window =
        addresses.compute(
            address, (key, known) -> known == null || known.isOver(now) ? new Window(now) : known);
    window.count++;
    Optional<Duration> pause =
        window.count > limits.anAddress()
            ? Optional.of(window.rest(now))
            : all.count >= limits.inAll() ? Optional.of(all.rest(now)) : Optional.empty();
    if (pause.isEmpty()) {
      // Those that were told nothing find nothing out: they use up nobody else's share.
      all.count++;
    }
    report = report.and(pause.isPresent(), address, window.count);
    return pause;
  }

  /** What came since the last one, which it begins anew. */
  synchronized Report takeReport() {
    Report taken = report;
    report = Report.EMPTY;
    return taken;
  }
}
