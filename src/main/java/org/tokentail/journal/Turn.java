package org.tokentail.journal;

import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.ReentrantLock;
import org.jdbi.v3.core.Handle;
import org.tokentail.log.UnavailableException;

/**
 * The turn to write: one at a time in this process, and one on all nodes, by the row {@code
 * journal}. Every transaction that locks this row takes its turn here, so at most one of a process
 * waits for it in the database. Nobody waits without end. Thread-safe.
 */
final class Turn {
  private static final System.Logger LOG = System.getLogger(Turn.class.getName());

  /** As long as one of us may wait for the row of another node. */
  private static final long LONGEST_WAIT_NANOS = TimeUnit.SECONDS.toNanos(5);

  private static final int RETRY_SECONDS = 2;

  private final Database database;
  private final ReentrantLock inProcess = new ReentrantLock(true);
  private volatile boolean held;

  Turn(Database database) {
    this.database = database;
  }

  /** What is done under the lock of the row, all or nothing. */
  interface Work<T> {
    T apply(Handle handle, JournalRow row);
  }

  /**
   * A transaction that begins with the lock of the row.
   *
   * @param failed told of a failure before the next one has its turn
   * @throws UnavailableException when it was not its turn in time, or the database does not answer
   */
  <T> T take(Work<T> work, Runnable failed) {
    await();
    try {
      T result =
          database.inTransactionWithoutLimits(
              Lane.COMMIT,
              handle -> work.apply(handle, JournalRow.lock(handle, database.dialect())));
      was(false);
      return result;
    } catch (RuntimeException | Error e) {
      failed.run();
      was(Fence.isHeld(e));
      throw e;
    } finally {
      inProcess.unlock();
    }
  }

  /** Not to be interrupted: what is queued when the server goes down is still committed. */
  private void await() {
    boolean interrupted = false;
    long end = System.nanoTime() + LONGEST_WAIT_NANOS;
    try {
      while (true) {
        try {
          if (inProcess.tryLock(end - System.nanoTime(), TimeUnit.NANOSECONDS)) {
            return;
          }
          throw busy();
        } catch (InterruptedException e) {
          interrupted = true;
        }
      }
    } finally {
      if (interrupted) {
        Thread.currentThread().interrupt();
      }
    }
  }

  private static UnavailableException busy() {
    return new UnavailableException(
        "Journal busy",
        "Others of this server have been writing, or waiting for the database, for seconds."
            + " Nothing of this call was kept; retry it.",
        RETRY_SECONDS,
        null);
  }

  /** Says once that others hold the row, and once that they do not any more. */
  private void was(boolean heldByOthers) {
    if (heldByOthers && !held) {
      LOG.log(
          System.Logger.Level.WARNING,
          "Nothing can be committed: another node, or another session of the database, holds the row of the table journal");
    } else if (held && !heldByOthers) {
      LOG.log(System.Logger.Level.INFO, "The row of the table journal is free again");
    }
    held = heldByOthers;
  }
}
