package org.tokentail.stream;

import java.util.concurrent.Executor;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.ThreadFactory;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;

/** Threads for what may wait, so that the fan-out never does. They end when there is no work. */
final class StreamThreads implements AutoCloseable {
  /** Read the journal for clients that come back. */
  private static final int READERS = 2;

  /** End streams: each may wait for a client that does not read, up to 30 s. */
  private static final int CLOSERS = 32;

  /** Write where it cannot be done without waiting. */
  private static final int WRITERS = 64;

  private static final int IDLE_SECONDS = 10;
  private static final int CLOSE_SECONDS = 2;

  private final ExecutorService readers;
  private final ExecutorService closers;
  private final ExecutorService writers;

  StreamThreads(ThreadFactory threads) {
    readers = pool(READERS, threads);
    closers = pool(CLOSERS, threads);
    writers = pool(WRITERS, threads);
  }

  private static ExecutorService pool(int size, ThreadFactory threads) {
    // The queue needs no bound of its own: at most one task a client, and clients are bounded.
    ThreadPoolExecutor pool =
        new ThreadPoolExecutor(
            size, size, IDLE_SECONDS, TimeUnit.SECONDS, new LinkedBlockingQueue<>(), threads);
    pool.allowCoreThreadTimeOut(true);
    return pool;
  }

  Executor readers() {
    return readers;
  }

  Executor closers() {
    return closers;
  }

  Executor writers() {
    return writers;
  }

  /** Gives the streams that are being ended a moment. */
  @Override
  public void close() {
    readers.shutdownNow();
    writers.shutdown();
    closers.shutdown();
    try {
      if (!closers.awaitTermination(CLOSE_SECONDS, TimeUnit.SECONDS)) {
        closers.shutdownNow();
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
    writers.shutdownNow();
  }
}
