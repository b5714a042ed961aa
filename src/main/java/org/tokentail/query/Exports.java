package org.tokentail.query;

import jakarta.annotation.PreDestroy;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.SynchronousQueue;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import org.tokentail.log.UnavailableException;
import org.tokentail.server.PlainThreads;

/**
 * Threads for exports: their clients may be slow, and the server's own threads are few.
 * Thread-safe.
 */
@ApplicationScoped
public class Exports {
  /** Each reads as fast as its client takes: more of them would only share the database. */
  static final int MAX = 4;

  private static final int IDLE_SECONDS = 10;
  private static final int RETRY_SECONDS = 10;

  private final ThreadPoolExecutor threads =
      new ThreadPoolExecutor(
          0,
          MAX,
          IDLE_SECONDS,
          TimeUnit.SECONDS,
          new SynchronousQueue<>(),
          new PlainThreads("tokentail-export"));

  /**
   * Runs an export on a thread of its own.
   *
   * @throws UnavailableException when there are too many
   */
  void run(Runnable export) {
    try {
      threads.execute(export);
    } catch (RejectedExecutionException e) {
      throw new UnavailableException(
          "Too many exports",
          "At most %d exports run at a time. Retry when one of them is done.".formatted(MAX),
          RETRY_SECONDS,
          e);
    }
  }

  /** Whether the application stops: exports are to end. */
  boolean isStopping() {
    return threads.isShutdown();
  }

  @PreDestroy
  void stop() {
    threads.shutdown();
  }
}
