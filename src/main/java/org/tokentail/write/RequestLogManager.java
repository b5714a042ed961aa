package org.tokentail.write;

import jakarta.annotation.PostConstruct;
import jakarta.annotation.PreDestroy;
import jakarta.annotation.Resource;
import jakarta.enterprise.concurrent.ManagedThreadFactory;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Event;
import jakarta.inject.Inject;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import org.tokentail.config.Settings;
import org.tokentail.journal.Journal;
import org.tokentail.log.LogUpdate;
import org.tokentail.log.LogsChanged;
import org.tokentail.log.RequestLog;
import org.tokentail.log.UnavailableException;

/**
 * The only way to write to the log. Whoever records requests (the REST API, the gateway, demo
 * traffic) calls it; whoever wants to know of them observes {@link LogsChanged}, fired after each
 * commit. Thread-safe.
 */
@ApplicationScoped
public class RequestLogManager {
  private static final int CALLBACK_THREADS = 32;
  private static final int IDLE_SECONDS = 10;

  @Inject private Journal journal;
  @Inject private Settings settings;
  @Inject private Clock clock;
  @Inject private Event<LogsChanged> changed;

  @Resource(lookup = "java:comp/DefaultManagedThreadFactory")
  private ManagedThreadFactory threads;

  private GroupCommit commits;
  private ThreadPoolExecutor callbacks;

  @PostConstruct
  void open() {
    // Of its own: an answer may wait for a client that does not read, and must not reach the
    // writer.
    // Its queue needs no bound: at most one task a call that the server has taken.
    callbacks =
        new ThreadPoolExecutor(
            CALLBACK_THREADS,
            CALLBACK_THREADS,
            IDLE_SECONDS,
            TimeUnit.SECONDS,
            new LinkedBlockingQueue<>(),
            threads);
    callbacks.allowCoreThreadTimeOut(true);
    commits =
        new GroupCommit(
            journal, settings.writing().queueCapacity(), changed::fire, threads, callbacks);
  }

  @PreDestroy
  void close() {
    commits.close();
    callbacks.shutdown();
  }

  /** Whether changes can be committed; false after a failure that ended the writer. */
  public boolean isAlive() {
    return commits.isAlive();
  }

  /** Why changes do not come through, for everybody to read; empty: they do. */
  public Optional<String> trouble() {
    return commits.trouble();
  }

  /**
   * Records requests, new or known, all or none of them.
   *
   * @param records 1 to 1,000
   * @return completes after the commit, never on the caller's thread; exceptionally with {@link
   *     UnavailableException} when the same call may be repeated
   */
  public CompletionStage<Recorded> add(List<LogUpdate> records) {
    return commits.submit(records);
  }

  /**
   * The same for who has nothing to do once they are committed.
   *
   * @param failed told of a failure only, as {@link #add(List)} would have completed; must not
   *     block
   */
  public void add(List<LogUpdate> records, Consumer<Throwable> failed) {
    commits.submit(records, failed);
  }

  /**
   * Waits until everything that was given before is committed, or has failed; so long at most, or
   * until the thread is interrupted.
   */
  public void flush(Duration longest) {
    commits.flush(longest);
  }

  /**
   * Changes one request, and creates it when its id is unknown.
   *
   * @return completes with the committed record, otherwise like {@link #add(List)}
   */
  public CompletionStage<RequestLog> update(LogUpdate update) {
    return commits.submit(List.of(update)).thenApply(recorded -> recorded.records().get(0));
  }

  /**
   * Says of pending requests that they are still under way: no change, nobody is told of it, and
   * only their time-out begins anew. Waits for the database.
   *
   * @param ids at most 1,000
   * @throws UnavailableException when the database does not answer
   */
  public void stillUnderWay(List<String> ids) {
    journal.stillPending(ids, clock.instant());
  }
}
