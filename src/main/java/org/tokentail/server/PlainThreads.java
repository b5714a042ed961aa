package org.tokentail.server;

import java.util.concurrent.ThreadFactory;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * Threads that any thread may have made. Those of the container's own factory never run when a
 * thread that it does not know makes them, such as one of an HTTP client; work that needs nothing
 * of the container's (no JNDI, no security) needs none of them. Thread-safe.
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
