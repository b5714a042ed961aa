package org.tokentail.gateway.record;

import com.google.errorprone.annotations.concurrent.GuardedBy;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import org.tokentail.log.InvalidInputException;
import org.tokentail.log.LogUpdate;
import org.tokentail.write.RequestLogManager;

/**
 * Records what the gateway does, and never holds it up. What the write path refuses (it is full,
 * the database is away) waits here and is tried again once a second; beyond 20,000 changes the
 * oldest are given up. Both are counted. Thread-safe.
 */
@ApplicationScoped
public class Recorder {
  private static final System.Logger LOG = System.getLogger(Recorder.class.getName());

  /** About 1 KB each, and 16 KB at most where an upstream had much to say. */
  private static final int MAX_WAITING = 20_000;

  private static final int BATCH = 500;

  /** A refusal is worth one line a minute: when nothing can be written, there are thousands. */
  private static final long QUIET_NANOS = 60_000_000_000L;

  private final RequestLogManager logs;

  @GuardedBy("this")
  private final ArrayDeque<LogUpdate> waiting = new ArrayDeque<>();

  @GuardedBy("this")
  private long lost;

  @GuardedBy("this")
  private long delayed;

  @GuardedBy("this")
  private boolean retrying;

  @GuardedBy("this")
  private long warnedNanos = System.nanoTime() - QUIET_NANOS;

  /** For the container's proxy only. */
  protected Recorder() {
    this(null);
  }

  @Inject
  public Recorder(RequestLogManager logs) {
    this.logs = logs;
  }

  /**
   * What could not be recorded at once.
   *
   * @param waiting for another try
   * @param delayed had to wait, since the start
   * @param lost given up, since the start
   */
  public record Unrecorded(int waiting, long delayed, long lost) {}

  /** Records changes together, now or later. */
  public void record(LogUpdate... changes) {
    List<LogUpdate> updates = List.of(changes);
    logs.add(updates, failure -> keep(updates, failure));
  }

  private void keep(Collection<LogUpdate> updates, Throwable failure) {
    if (failure instanceof InvalidInputException) {
      giveUp(updates.size(), failure);
      return;
    }
    synchronized (this) {
      updates.forEach(waiting::addLast);
      delayed += updates.size();
      while (waiting.size() > MAX_WAITING) {
        waiting.removeFirst();
        lost++;
      }
    }
    warn(failure);
  }

  /** Not reached: every text is made to fit. If it is, it must be seen and must hold up nobody. */
  private synchronized void giveUp(int count, Throwable failure) {
    lost += count;
    LOG.log(System.Logger.Level.ERROR, "A change cannot be recorded: {0}", failure.getMessage());
  }

  private synchronized void warn(Throwable failure) {
    long now = System.nanoTime();
    if (now - warnedNanos >= QUIET_NANOS) {
      warnedNanos = now;
      LOG.log(
          System.Logger.Level.WARNING,
          "The gateway goes on, its records wait: {0} changes wait, {1} were lost ({2})",
          waiting.size(),
          lost,
          failure.getMessage());
    }
  }

  /** Tries again what waits. To be called about once a second. */
  public void retry() {
    List<LogUpdate> batch = nextBatch();
    if (batch.isEmpty()) {
      return;
    }
    logs.add(batch)
        .whenComplete(
            (recorded, failure) -> {
              if (failure instanceof InvalidInputException) {
                // One of them: each on its own, so that the others are not lost with it.
                batch.forEach(this::record);
              } else if (failure != null) {
                putBack(batch);
              }
              goOn(failure == null);
            });
  }

  private synchronized List<LogUpdate> nextBatch() {
    List<LogUpdate> batch = new ArrayList<>();
    if (!retrying) {
      while (!waiting.isEmpty() && batch.size() < BATCH) {
        batch.add(waiting.removeFirst());
      }
      retrying = !batch.isEmpty();
    }
    return batch;
  }

  private synchronized void putBack(List<LogUpdate> batch) {
    for (int i = batch.size() - 1; i >= 0; i--) {
      if (waiting.size() < MAX_WAITING) {
        waiting.addFirst(batch.get(i));
      } else {
        lost++;
      }
    }
  }

  private void goOn(boolean more) {
    synchronized (this) {
      retrying = false;
    }
    if (more) {
      retry();
    }
  }

  /** Waits until what was recorded is committed; so long at most. */
  public void flush(Duration longest) {
    logs.flush(longest);
  }

  public synchronized Unrecorded unrecorded() {
    return new Unrecorded(waiting.size(), delayed, lost);
  }

  /**
   * Says that these requests are still under way, so that their silence is not taken for their end.
   */
  public void stillUnderWay(List<String> ids) {
    try {
      logs.stillUnderWay(ids);
    } catch (RuntimeException e) {
      // With the next round; what ends meanwhile is revived by its end.
      LOG.log(System.Logger.Level.DEBUG, "Requests under way could not be marked", e);
    }
  }
}
