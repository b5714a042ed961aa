package org.tokentail.stream;

import java.util.concurrent.ThreadFactory;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.locks.LockSupport;
import org.tokentail.log.UnavailableException;

/**
 * The one thread that reads from the journal what was committed without being told of, whenever it
 * is woken. So no writer and no timer waits for such a question.
 */
final class Follower implements AutoCloseable {
  private static final System.Logger LOG = System.getLogger(Follower.class.getName());

  private final Runnable catchUp;
  private final Thread thread;
  private final AtomicBoolean wanted = new AtomicBoolean();
  private volatile boolean closed;

  /**
   * @param catchUp reads what is missing, and tells of it
   */
  Follower(Runnable catchUp, ThreadFactory threads) {
    this.catchUp = catchUp;
    thread = threads.newThread(this::run);
    thread.setName("tokentail-follower");
  }

  void start() {
    thread.start();
  }

  /** Has it look at the journal, now or after the look that is under way. Never waits. */
  void wake() {
    if (!wanted.getAndSet(true)) {
      LockSupport.unpark(thread);
    }
  }

  boolean isAlive() {
    return thread.isAlive();
  }

  private void run() {
    while (!closed) {
      if (wanted.getAndSet(false)) {
        look();
      } else if (Thread.interrupted()) {
        // The server takes its threads back.
        return;
      } else {
        LockSupport.park(this);
      }
    }
  }

  private void look() {
    try {
      catchUp.run();
    } catch (UnavailableException e) {
      // Said already, once. The timer wakes this again, and so does the next gap.
      LOG.log(System.Logger.Level.DEBUG, "The journal could not be followed: {0}", e);
    } catch (RuntimeException | Error e) {
      // Out of memory, most likely: the next look may fit, and nobody else would look.
      LOG.log(System.Logger.Level.WARNING, "The journal could not be followed", e);
    }
  }

  @Override
  public void close() {
    closed = true;
    LockSupport.unpark(thread);
  }
}
