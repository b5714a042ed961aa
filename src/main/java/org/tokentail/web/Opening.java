package org.tokentail.web;

import java.time.Duration;
import java.util.concurrent.ThreadFactory;
import java.util.concurrent.TimeUnit;
import java.util.random.RandomGenerator;
import java.util.stream.Stream;
import org.tokentail.config.Readiness;
import org.tokentail.config.StartFailure;
import org.tokentail.journal.Database;
import org.tokentail.log.UnavailableException;

/**
 * Opens the database and what stands on it: at once where it answers, otherwise on a thread that
 * tries again until it does. The application is then up as it would have been at once.
 */
final class Opening {
  private static final System.Logger LOG = System.getLogger(Opening.class.getName());

  private final Runnable work;
  private final Readiness readiness;
  private final Backoff backoff;
  private Thread thread;

  /**
   * @param work throws {@link UnavailableException}, or something that it caused, where another try
   *     may succeed
   */
  Opening(Runnable work, Readiness readiness, RandomGenerator random) {
    this.work = work;
    this.readiness = readiness;
    backoff = new Backoff(random);
  }

  /**
   * Tries once, and goes on in the background if the database does not answer.
   *
   * @throws RuntimeException when the application cannot start as it is configured
   */
  void begin(ThreadFactory threads) {
    try {
      open();
    } catch (RuntimeException e) {
      if (!isTemporary(e)) {
        StartFailure.report("Tokentail cannot start: " + e.getMessage());
        throw e;
      }
      Duration pause = announced(e);
      thread = threads.newThread(() -> tryAgain(pause));
      thread.setName("tokentail-start");
      thread.start();
    }
  }

  /** Tries no more. */
  void stop() {
    if (thread != null) {
      thread.interrupt();
    }
  }

  private void open() {
    work.run();
    readiness.reached();
  }

  private void tryAgain(Duration firstPause) {
    Duration pause = firstPause;
    try {
      while (!readiness.isReady()) {
        TimeUnit.MILLISECONDS.sleep(pause.toMillis());
        pause = attempt();
      }
    } catch (InterruptedException e) {
      // The application goes down before it was up.
      Thread.currentThread().interrupt();
    }
  }

  /** How long to wait before the next one. */
  private Duration attempt() {
    try {
      open();
      return Duration.ZERO;
    } catch (RuntimeException e) {
      if (!isTemporary(e)) {
        // It is there, and it is the wrong one. Who puts that right need not deploy again.
        StartFailure.report("Tokentail cannot start: " + e.getMessage());
      }
      return announced(e);
    }
  }

  private Duration announced(RuntimeException failure) {
    Duration pause = backoff.next();
    boolean temporary = isTemporary(failure);
    readiness.waitsFor(
        temporary
            ? obstacle(unavailable(failure))
            : "The database cannot be used as it is; the log says why.");
    if (temporary) {
      LOG.log(
          System.Logger.Level.WARNING,
          "Tokentail waits: {0} Next try in {1} s.",
          unavailable(failure).getMessage(),
          String.format("%.1f", pause.toMillis() / 1_000.0));
    }
    return pause;
  }

  private static String obstacle(UnavailableException failure) {
    return failure.title().equals(Database.UNAVAILABLE)
        ? "The database does not answer. It is tried again until it does."
        : failure.title() + ". It is tried again until that is over.";
  }

  private static boolean isTemporary(RuntimeException failure) {
    return unavailable(failure) != null;
  }

  /** The container wraps what the start of a bean throws. */
  private static UnavailableException unavailable(Throwable failure) {
    return Stream.iterate(failure, cause -> cause != null, Throwable::getCause)
        .filter(UnavailableException.class::isInstance)
        .map(UnavailableException.class::cast)
        .findFirst()
        .orElse(null);
  }
}
