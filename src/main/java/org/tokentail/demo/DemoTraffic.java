package org.tokentail.demo;

import jakarta.annotation.Resource;
import jakarta.enterprise.concurrent.ManagedScheduledExecutorService;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.time.Clock;
import java.util.Random;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.TimeUnit;
import org.tokentail.log.LogUpdate;
import org.tokentail.log.RequestState;
import org.tokentail.write.RequestLogManager;

/** Writes a few made-up requests a second until it is stopped. */
@ApplicationScoped
public class DemoTraffic {
  private static final System.Logger LOG = System.getLogger(DemoTraffic.class.getName());
  private static final int MIN_PAUSE_MS = 120;
  private static final int MAX_PAUSE_MS = 700;
  private static final int RETRY_WAIT_MS = 2_000;

  @Inject private RequestLogManager logs;
  @Inject private Clock clock;

  @Resource(lookup = "java:comp/DefaultManagedScheduledExecutorService")
  private ManagedScheduledExecutorService scheduler;

  private final Random random = new Random();
  private volatile boolean running;

  public void start() {
    running = true;
    later(MIN_PAUSE_MS, this::next);
  }

  public void stop() {
    running = false;
  }

  private void next() {
    play(new DemoRequest(random), null);
    later(random.nextInt(MIN_PAUSE_MS, MAX_PAUSE_MS), this::next);
  }

  private void play(DemoRequest request, String attemptOf) {
    LogUpdate start = update(null, request.started(attemptOf));
    record(start);
    if (request.isStreamed()) {
      later(request.firstTokenMs, () -> record(update(start.id(), request.firstToken())));
    }
    later(request.durationMs, () -> record(update(start.id(), request.ended())));
    if (request.isRetried()) {
      later(request.durationMs + RETRY_WAIT_MS, () -> play(request.retry(random), start.id()));
    }
  }

  private LogUpdate update(String id, RequestState state) {
    return LogUpdate.of(id, clock.instant(), state);
  }

  private void record(LogUpdate update) {
    logs.update(update)
        .whenComplete(
            (log, failure) -> {
              if (failure != null) {
                LOG.log(System.Logger.Level.DEBUG, "Demo request not recorded: {0}", failure);
              }
            });
  }

  private void later(long millis, Runnable step) {
    try {
      var unused =
          scheduler.schedule(
              () -> {
                if (running) {
                  step.run();
                }
              },
              millis,
              TimeUnit.MILLISECONDS);
    } catch (RejectedExecutionException e) {
      // The server is going down, and the traffic with it.
      running = false;
    }
  }
}
