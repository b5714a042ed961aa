package org.tokentail.soak;

import java.io.IOException;
import java.net.URI;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * Many strangers at once; whoever the server closes comes again. All of them take one thread and no
 * more than a byte every two seconds each. Thread-safe.
 */
final class StrangerCrowd implements AutoCloseable {
  private static final int STEP_SECONDS = 2;

  private final ScheduledExecutorService timer = Executors.newSingleThreadScheduledExecutor();
  private final List<Stranger> strangers = new ArrayList<>();
  private final AtomicInteger returned = new AtomicInteger();
  private final URI server;
  private final Stranger.Way way;
  private final String file;
  private final ScheduledFuture<?> steps;

  /** Lets them all connect. */
  StrangerCrowd(URI server, Stranger.Way way, int count, String file) throws IOException {
    this.server = server;
    this.way = way;
    this.file = file;
    for (int i = 0; i < count; i++) {
      strangers.add(Stranger.at(server, way, file));
    }
    steps = timer.scheduleWithFixedDelay(this::step, STEP_SECONDS, STEP_SECONDS, TimeUnit.SECONDS);
  }

  private void step() {
    for (int i = 0; i < strangers.size(); i++) {
      Stranger stranger = strangers.get(i);
      stranger.step();
      if (stranger.isGone()) {
        stranger.leave();
        returned.incrementAndGet();
        try {
          strangers.set(i, Stranger.at(server, way, file));
        } catch (IOException e) {
          // Tried again with the next step.
        }
      }
    }
  }

  /** How often one came again. */
  int returned() {
    return returned.get();
  }

  @Override
  public void close() {
    steps.cancel(false);
    timer.shutdown();
    try {
      timer.awaitTermination(1, TimeUnit.MINUTES);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
    strangers.forEach(Stranger::leave);
  }
}
