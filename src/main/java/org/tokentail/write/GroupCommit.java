package org.tokentail.write;

import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executor;
import java.util.concurrent.ThreadFactory;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Consumer;
import java.util.function.LongSupplier;
import org.tokentail.journal.Journal;
import org.tokentail.log.InvalidInputException;
import org.tokentail.log.LogUpdate;
import org.tokentail.log.LogsChanged;
import org.tokentail.log.UnavailableException;

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

  /** Who has waited so long behind a commit that failed does not wait for the next one as well. */
  private static final long LONG_WAIT_NANOS = TimeUnit.SECONDS.toNanos(2);

  private final Journal journal;
  private final Consumer<LogsChanged> listener;
  private final CommitWatch watch;
  private final ChangeQueue queue;
  private final Answers answers;
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
    this(journal, capacity, listener, threads, callbacks, System::nanoTime);
  }

  /**
   * @param nanoTime by which it is seen how long changes wait
   */
  GroupCommit(
      Journal journal,
      int capacity,
      Consumer<LogsChanged> listener,
      ThreadFactory threads,
      Executor callbacks,
      LongSupplier nanoTime) {
    this.journal = journal;
    this.listener = listener;
    watch = new CommitWatch(nanoTime);
    queue = new ChangeQueue(capacity);
    answers = new Answers(callbacks, queue);
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
   * Commits the updates for a caller that hears of failures only: success wakes no thread, and the
   * commit may wait a few milliseconds for others to share it.
   *
   * @param failed told of a failure, on this thread or on one for callbacks
   */
  public void submit(List<LogUpdate> updates, Consumer<Throwable> failed) {
    submit(updates, true)
        .whenComplete((recorded, failure) -> Optional.ofNullable(failure).ifPresent(failed));
  }

  private CompletionStage<Recorded> submit(List<LogUpdate> updates, boolean onlyFailure) {
    if (closed) {
      return CompletableFuture.failedStage(Answers.stopping());
    }
    if (!queue.reserve(updates.size())) {
      return CompletableFuture.failedStage(Answers.full());
    }
    QueuedChanges call = new QueuedChanges(updates, onlyFailure, watch.now());
    queue.put(call, writer);
    // The writer may have made its last round between our look at closed and now.
    if (closed && !writer.isAlive() && queue.remove(call)) {
      call.fail(Answers.stopping());
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
      call.fail(Answers.stopping());
    }
  }

  private void run() {
    while (!closed || !queue.isEmpty()) {
      try {
        List<QueuedChanges> calls = queue.nextBatch();
        if (!calls.isEmpty() || watch.wantsProbe()) {
          commitOrFail(calls);
        }
      } catch (InterruptedException e) {
        // The server takes its threads back: commit what is queued and end.
        closed = true;
      }
    }
  }

  /**
   * @param calls none: to see whether commits succeed
   */
  private void commitOrFail(List<QueuedChanges> calls) {
    watch.takes(calls.stream().mapToLong(QueuedChanges::arrival).findFirst());
    try {
      commit(calls);
    } catch (Error e) {
      // Out of memory, most likely: the next batch may fit, and without a writer nothing would.
      LOG.log(System.Logger.Level.ERROR, "A batch could not be committed", e);
      fail(calls, Answers.overloaded(e));
    } finally {
      watch.hasAnswered();
    }
  }

  /** False when the database cannot be written to: then the next one would wait in vain, too. */
  private boolean commit(List<QueuedChanges> calls) {
    watch.begins();
    try {
      Journal.Appended appended =
          journal.append(calls.stream().flatMap(call -> call.updates().stream()).toList());
      watch.committed(!appended.changes().isEmpty());
      tell(appended);
      answers.complete(calls, appended);
    } catch (UnavailableException e) {
      fail(calls, e);
      answers.failUntriedFromBefore(watch.now() - LONG_WAIT_NANOS);
      return false;
    } catch (InvalidInputException e) {
      return refuse(calls, e);
    } catch (RuntimeException e) {
      if (calls.size() <= 1) {
        LOG.log(System.Logger.Level.ERROR, "A call could not be committed", e);
        fail(calls, e);
      } else {
        // One bad call must not fail its neighbours.
        return commitHalves(calls);
      }
    }
    return true;
  }

  /**
   * In two transactions, and so on: what a batch cannot commit is found in a few steps. False when
   * the database cannot be written to; nobody is left then.
   */
  private boolean commitHalves(List<QueuedChanges> calls) {
    int half = calls.size() / 2;
    if (!commit(calls.subList(0, half))) {
      answers.failUntried(calls.subList(half, calls.size()));
      return false;
    }
    return commit(calls.subList(half, calls.size()));
  }

  /** Refuses the call whose change cannot be merged; its neighbours are committed without it. */
  private boolean refuse(List<QueuedChanges> calls, InvalidInputException reason) {
    if (calls.size() > 1) {
      return commitHalves(calls);
    }
    boolean single = calls.get(0).updates().size() == 1;
    answers.fail(calls, single ? reason.at(null) : reason);
    return true;
  }

  private void fail(List<QueuedChanges> calls, RuntimeException reason) {
    watch.failed(reason);
    answers.fail(calls, reason);
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

  /** False when changes are no longer committed. */
  public boolean isAlive() {
    return writer.isAlive();
  }

  /**
   * Why changes do not come through, for everybody to read: the oldest has waited for more than 5
   * s, or commits fail. Empty: they do.
   */
  public Optional<String> trouble() {
    return watch.trouble(queue.oldest());
  }
}
