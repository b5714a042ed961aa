package org.tokentail.stream;

import jakarta.ejb.Lock;
import jakarta.ejb.LockType;
import jakarta.ejb.Schedule;
import jakarta.ejb.Singleton;
import jakarta.ejb.TransactionManagement;
import jakarta.ejb.TransactionManagementType;
import jakarta.inject.Inject;
import java.time.Clock;
import java.time.Instant;
import org.tokentail.config.Readiness;
import org.tokentail.log.UnavailableException;
import org.tokentail.stats.LiveStats;
import org.tokentail.stream.event.Event;
import org.tokentail.stream.event.EventName;

/** What the stream says although nothing changed: figures every 5 s, a heartbeat every 30 s. */
// Figures that take long must not hold up the heartbeat.
@Lock(LockType.READ)
// No transaction of the container's: a connection of its pool would be drawn into it.
@TransactionManagement(TransactionManagementType.BEAN)
@Singleton
public class StreamTimer {
  private static final System.Logger LOG = System.getLogger(StreamTimer.class.getName());

  @Inject private Readiness readiness;
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

  /** Just before the figures, so that these say all that there is of each session. */
  @Schedule(hour = "*", minute = "*", second = "4/5", persistent = false)
  void lookUpSessions() {
    tick(() -> stats.lookUpSessions(clock.instant()));
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
      if (readiness.isReady() && !broadcaster.audience().connected().isEmpty()) {
        work.run();
      }
    } catch (UnavailableException e) {
      // Said already, once; the next tick is near.
      LOG.log(System.Logger.Level.DEBUG, "A tick of the stream failed: {0}", e);
    } catch (RuntimeException e) {
      LOG.log(System.Logger.Level.WARNING, "A tick of the stream failed", e);
    }
  }
}
