package org.tokentail.stream;

import jakarta.ejb.Lock;
import jakarta.ejb.LockType;
import jakarta.ejb.Schedule;
import jakarta.ejb.Singleton;
import jakarta.inject.Inject;
import java.time.Clock;
import java.time.Instant;
import org.tokentail.stats.LiveStats;
import org.tokentail.stream.event.Event;
import org.tokentail.stream.event.EventName;

/** What the stream says although nothing changed: figures every 5 s, a heartbeat every 30 s. */
// Figures that take long must not hold up the heartbeat.
@Lock(LockType.READ)
@Singleton
public class StreamTimer {
  private static final System.Logger LOG = System.getLogger(StreamTimer.class.getName());

  @Inject private LogBroadcaster broadcaster;
  @Inject private LiveStats stats;
  @Inject private Clock clock;

  private record Heartbeat(Instant serverTime) {}

  @Schedule(hour = "*", minute = "*", second = "*/5", persistent = false)
  void sendStats() {
    tick(
        () -> {
          broadcaster.catchUp();
          Instant now = clock.instant();
          broadcaster.announce(Event.figures(EventName.STATS, stats.at(now), now));
        });
  }

  @Schedule(hour = "*", minute = "*", second = "*/30", persistent = false)
  void sendHeartbeat() {
    tick(
        () ->
            broadcaster.announce(
                Event.plain(EventName.HEARTBEAT, null, new Heartbeat(clock.instant()))));
  }

  /** Just before the heartbeat, which then fails for whoever has gone: {@link Event#probe}. */
  @Schedule(hour = "*", minute = "*", second = "29,59", persistent = false)
  void sendProbe() {
    tick(() -> broadcaster.announce(Event.probe()));
  }

  private void tick(Runnable work) {
    // An exception would make the container cancel the timer.
    try {
      if (!broadcaster.audience().connected().isEmpty()) {
        work.run();
      }
    } catch (RuntimeException e) {
      LOG.log(System.Logger.Level.WARNING, "A tick of the stream failed", e);
    }
  }
}
