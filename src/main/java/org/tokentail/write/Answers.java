package org.tokentail.write;

import java.util.List;
import java.util.concurrent.Executor;
import org.tokentail.journal.Journal;
import org.tokentail.log.UnavailableException;

/**
 * Tells callers what became of their changes, each once, and gives their room back. Thread-safe.
 */
final class Answers {
  private static final System.Logger LOG = System.getLogger(Answers.class.getName());
  private static final int RETRY_SECONDS = 2;

  private final Executor callbacks;
  private final ChangeQueue queue;

  /**
   * @param callbacks runs what callers do with the outcome, so that no caller can hold up the
   *     writer
   */
  Answers(Executor callbacks, ChangeQueue queue) {
    this.callbacks = callbacks;
    this.queue = queue;
  }

  /** To each its own part of what was committed. */
  void complete(List<QueuedChanges> calls, Journal.Appended appended) {
    int from = 0;
    for (QueuedChanges call : calls) {
      int to = from + call.updates().size();
      if (call.isOnlyFailureHeard()) {
        settle(call);
      } else {
        Recorded recorded =
            new Recorded(List.copyOf(appended.records().subList(from, to)), appended.cursor());
        finish(call, () -> call.complete(recorded));
      }
      from = to;
    }
  }

  void fail(List<QueuedChanges> calls, RuntimeException reason) {
    calls.forEach(call -> finish(call, () -> call.fail(reason)));
  }

  /** The same for those whose turn never came, since the changes before them failed. */
  void failUntried(List<QueuedChanges> calls) {
    fail(
        calls,
        new UnavailableException(
            "Not committed in time",
            "Changes before it could not be committed in time. Nothing of this call was kept; retry it.",
            RETRY_SECONDS,
            null));
  }

  /** For who is still in the queue since then: it would wait for as long again. */
  void failUntriedFromBefore(long time) {
    QueuedChanges call = queue.pollFromBefore(time);
    while (call != null) {
      failUntried(List.of(call));
      call = queue.pollFromBefore(time);
    }
  }

  private void finish(QueuedChanges call, Runnable completion) {
    if (settle(call)) {
      try {
        callbacks.execute(completion);
      } catch (RuntimeException | OutOfMemoryError e) {
        // At the end, or where there is no thread to be had: callers must hear all the same.
        LOG.log(System.Logger.Level.DEBUG, "No thread for an answer", e);
        completion.run();
      }
    }
  }

  /** Gives its room back: true once. */
  private boolean settle(QueuedChanges call) {
    boolean first = call.answer();
    if (first) {
      queue.release(call.updates().size());
    }
    return first;
  }

  static UnavailableException full() {
    return new UnavailableException(
        "Write queue full",
        "More changes arrive than can be committed. Nothing of this call was kept; retry it.",
        1,
        null);
  }

  static UnavailableException overloaded(Error cause) {
    return new UnavailableException(
        "Server overloaded", "The server ran out of memory. Retry the same call.", 5, cause);
  }

  static UnavailableException stopping() {
    return new UnavailableException(
        "Shutting down", "The server is going down. Retry when it is back.", 2, null);
  }
}
