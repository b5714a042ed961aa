package org.tokentail.server;

import java.util.concurrent.ThreadFactory;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * Threads for work that needs nothing of the container's (no JNDI, no security), and that threads
 * which the container does not know ask for, such as those of an HTTP client. Thread-safe.
 */
public final class PlainThreads implements ThreadFactory {
  private final AtomicInteger made = new AtomicInteger();
  private final String name;

  /**
   * @param name what their names begin with
   */
  public PlainThreads(String name) {
    this.name = name;
  }

  @Override
  public Thread newThread(Runnable work) {
    Thread thread = new Thread(work, name + "-" + made.incrementAndGet());
    thread.setDaemon(true);
    // Whoever makes it may belong to another application, which it must not keep.
    thread.setContextClassLoader(PlainThreads.class.getClassLoader());
    return thread;
  }
}
