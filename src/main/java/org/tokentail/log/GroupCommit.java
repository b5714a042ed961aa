package org.tokentail.log;

import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executor;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ThreadFactory;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Consumer;
import org.tokentail.journal.Journal;

/**
 * One writer, fed by a bounded queue: whatever arrives while a commit is under way shares the next
 * one. Thread-safe.
 *
 * <p>When the queue is full, calls are refused at once with {@link UnavailableException}; nothing
 * is dropped silently.
 */
public final class GroupCommit implements AutoCloseable {
  private static final System.Logger LOG = System.getLogger(GroupCommit.class.getName());

  private static final long CLOSE_TIMEOUT_MS = 10_000;

  private final Journal journal;
  private final Consumer<LogsChanged> listener;
  private final Executor callbacks;
  private final ChangeQueue queue;
  private final Thread writer;
  private volatile boolean closed;

  /**
   * @param capacity changes that wait for their commit at most
   * @param listener told after each commit, on the writer's thread: must not block
   * @param callbacks runs what callers do with the outcome, so that no caller can hold up the
   *     writer
   */
  public GroupCommit(
      Journal journal,
      int capacity,
      Consumer<LogsChanged> listener,
      ThreadFactory threads,
      Executor callbacks) {
    this.journal = journal;
    this.listener = listener;
    this.callbacks = callbacks;
    queue = new ChangeQueue(capacity);
    writer = threads.newThread(this::run);
    writer.setName("tokentail-journal");
    writer.start();
  }

  /**
   * Commits the updates together, or none of them.
   *
   * @param updates at least one
   * @return completes after the commit; exceptionally with {@link UnavailableException} when the
   *     queue is full, the database does not answer, or this is closed
   */
  public CompletionStage<Recorded> submit(List<LogUpdate> updates) {
    return submit(updates, false);
  }

  /**
   * The same for who has nothing to do with the success: it wakes no thread, and the commit may
   * wait a few milliseconds for others to share it.
   *
   * @param failed told of a failure, on this thread or on one for callbacks
   */
  public void submit(List<LogUpdate> updates, Consumer<Throwable> failed) {
    submit(updates, true)
        .whenComplete((recorded, failure) -> Optional.ofNullable(failure).ifPresent(failed));
  }

  private CompletionStage<Recorded> submit(List<LogUpdate> updates, boolean onlyFailure) {
    if (closed) {
      return CompletableFuture.failedStage(stopping());
    }
    if (!queue.reserve(updates.size())) {
      return CompletableFuture.failedStage(
          new UnavailableException(
              "Write queue full",
              "More changes arrive than can be committed. Nothing of this call was kept; retry it.",
              1,
              null));
    }
    QueuedChanges call = new QueuedChanges(updates, onlyFailure);
    queue.put(call, writer);
    // The writer may have made its last round between our look at closed and now.
    if (closed && !writer.isAlive() && queue.remove(call)) {
      call.fail(stopping());
    }
    return call.done();
  }

  /**
   * Waits until everything submitted before is committed, or has failed; so long at most, or until
   * the thread is interrupted.
   */
  public void flush(Duration longest) {
    try {
      // One writer, one queue: when nothing is committed, everything before it is.
      var unused =
          submit(List.of(), false)
              .toCompletableFuture()
              .get(longest.toMillis(), TimeUnit.MILLISECONDS);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    } catch (ExecutionException | TimeoutException e) {
      LOG.log(System.Logger.Level.DEBUG, "Changes are left without a commit: {0}", e);
    }
  }

  /** Commits what is queued, then refuses everything. Waits up to 10 s. */
  @Override
  public void close() {
    closed = true;
    try {
      writer.join(CLOSE_TIMEOUT_MS);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
    for (QueuedChanges call = queue.poll(); call != null; call = queue.poll()) {
      call.fail(stopping());
    }
  }

  private void run() {
    while (!closed || !queue.isEmpty()) {
      try {
        List<QueuedChanges> calls = queue.nextBatch();
        if (!calls.isEmpty()) {
          commitOrFail(calls);
        }
      } catch (InterruptedException e) {
        // The server takes its threads back: commit what is queued and end.
        closed = true;
      }
    }
  }

  private void commitOrFail(List<QueuedChanges> calls) {
    try {
      commit(calls);
    } catch (Error e) {
      // Out of memory, most likely: the next batch may fit, and without a writer nothing would.
      LOG.log(System.Logger.Level.ERROR, "A batch could not be committed", e);
      fail(
          calls,
          new UnavailableException(
              "Server overloaded", "The server ran out of memory. Retry the same call.", 5, e));
    }
  }

  private void commit(List<QueuedChanges> calls) {
    try {
      Journal.Appended appended =
          journal.append(calls.stream().flatMap(call -> call.updates().stream()).toList());
      tell(appended);
      complete(calls, appended);
    } catch (UnavailableException e) {
      fail(calls, e);
    } catch (InvalidInputException e) {
      refuse(calls, e);
    } catch (RuntimeException e) {
      if (calls.size() == 1) {
        LOG.log(System.Logger.Level.ERROR, "A call could not be committed", e);
        fail(calls, e);
      } else {
        // One bad call must not fail its neighbours.
        calls.forEach(call -> commit(List.of(call)));
      }
    }
  }

  /** Refuses the call whose change cannot be merged; its neighbours are committed without it. */
  private void refuse(List<QueuedChanges> calls, InvalidInputException reason) {
    if (calls.size() > 1) {
      calls.forEach(call -> commit(List.of(call)));
    } else {
      boolean single = calls.get(0).updates().size() == 1;
      fail(calls, single ? reason.at(null) : reason);
    }
  }

  private void tell(Journal.Appended appended) {
    if (appended.changes().isEmpty()) {
      return;
    }
    try {
      listener.accept(new LogsChanged(appended.changes()));
    } catch (RuntimeException e) {
      // Committed is committed, whatever a listener makes of it.
      LOG.log(System.Logger.Level.ERROR, "A listener failed after a commit", e);
    }
  }

  private void complete(List<QueuedChanges> calls, Journal.Appended appended) {
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

  private void fail(List<QueuedChanges> calls, RuntimeException reason) {
    calls.forEach(call -> finish(call, () -> call.fail(reason)));
  }

  private void finish(QueuedChanges call, Runnable completion) {
    if (settle(call)) {
      try {
        callbacks.execute(completion);
      } catch (RejectedExecutionException e) {
        // Only while this closes: callers must hear all the same.
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

  /** False when changes are no longer committed. */
  public boolean isAlive() {
    return writer.isAlive();
  }

  private static UnavailableException stopping() {
    return new UnavailableException(
        "Shutting down", "The server is going down. Retry when it is back.", 2, null);
  }
}
