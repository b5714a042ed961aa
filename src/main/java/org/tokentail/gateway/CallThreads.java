package org.tokentail.gateway;

import java.util.ArrayDeque;
import java.util.Queue;
import java.util.concurrent.Executor;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.ThreadFactory;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;

/**
 * The threads that run what the clients towards the providers do. What one of them asks for goes on
 * the same thread, when it is done with what it does: the JDK's client cuts a call into some ten
 * steps, each of which asks for the next one, and waking another thread for each cost more than the
 * steps. Thread-safe.
 */
final class CallThreads implements Executor {
  /**
   * What they do is short, except that a name is resolved by one of them, which waits for it: a
   * name server that is slow must not hold up the others.
   */
  private static final int THREADS = Math.max(32, 2 * Runtime.getRuntime().availableProcessors());

  private static final int IDLE_SECONDS = 10;

  /** What follows on one of these threads; null on others. */
  private static final ThreadLocal<Queue<Runnable>> FOLLOWING = new ThreadLocal<>();

  private final ThreadPoolExecutor pool;

  CallThreads(ThreadFactory threads) {
    // Its queue needs no bound: a few tasks a call at most, and calls are bounded by the server.
    pool =
        new ThreadPoolExecutor(
            THREADS, THREADS, IDLE_SECONDS, TimeUnit.SECONDS, new LinkedBlockingQueue<>(), threads);
    pool.allowCoreThreadTimeOut(true);
  }

  @Override
  public void execute(Runnable work) {
    Queue<Runnable> next = FOLLOWING.get();
    if (next == null) {
      pool.execute(() -> run(work));
    } else {
      next.add(work);
    }
  }

  private void run(Runnable first) {
    Queue<Runnable> next = FOLLOWING.get();
    if (next == null) {
      next = new ArrayDeque<>();
      FOLLOWING.set(next);
    }
    for (Runnable work = first; work != null; work = next.poll()) {
      Gateway.guarded("A step of a call", work);
    }
  }

  void shutdown() {
    pool.shutdown();
  }
}
