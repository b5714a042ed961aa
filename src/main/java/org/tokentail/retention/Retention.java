package org.tokentail.retention;

import jakarta.annotation.PostConstruct;
import jakarta.annotation.PreDestroy;
import jakarta.annotation.Resource;
import jakarta.enterprise.concurrent.ManagedThreadFactory;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Event;
import jakarta.inject.Inject;
import java.time.Clock;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.SynchronousQueue;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.tokentail.config.Settings;
import org.tokentail.journal.Upkeep;
import org.tokentail.log.LogsCleared;

/**
 * Removes records that are too old or too many, and those that an admin wants gone; one run at a
 * time. Thread-safe.
 */
@ApplicationScoped
public class Retention {
  /** The job that runs by itself. */
  public static final String SCHEDULED = "retention";

  /** The job that an admin asked for. */
  public static final String ON_DEMAND = "delete";

  /** One removes records; the others answer those who asked for it, and may be slow. */
  private static final int THREADS = 4;

  private static final System.Logger LOG = System.getLogger(Retention.class.getName());

  @Inject private Upkeep upkeep;
  @Inject private RunTable runs;
  @Inject private Settings settings;
  @Inject private Clock clock;
  @Inject private Event<LogsCleared> cleared;

  @Resource(lookup = "java:comp/DefaultManagedThreadFactory")
  private ManagedThreadFactory threads;

  private ThreadPoolExecutor executor;
  private volatile Started running;
  private volatile boolean closed;

  private record Started(String job, Instant at, Deletion deletion) {}

  @PostConstruct
  void open() {
    executor =
        new ThreadPoolExecutor(0, THREADS, 1, TimeUnit.SECONDS, new SynchronousQueue<>(), threads);
  }

  /** Ends a run after the batch it is in; the next start goes on. */
  @PreDestroy
  void close() {
    closed = true;
    executor.shutdown();
  }

  /** The run under way; empty: none. Its duration is the time since its start. */
  public Optional<Run> running() {
    return Optional.ofNullable(running).map(started -> run(started, null));
  }

  /** Removes what is too old or too many. */
  void enforce() {
    Instant now = clock.instant();
    Optional<Instant> before =
        Stream.of(
                Optional.of(now.minus(settings.retention().age())),
                settings.retention().rows().isPresent()
                    ? upkeep.limitOf(settings.retention().rows().getAsLong())
                    : Optional.<Instant>empty())
            .flatMap(Optional::stream)
            .max(Instant::compareTo);
    if (start(SCHEDULED, new Deletion(upkeep, before.orElseThrow(), false)).isEmpty()) {
      LOG.log(
          System.Logger.Level.WARNING,
          "Old records are not removed now: a deletion is still under way; next try in ten minutes");
    }
  }

  /**
   * Deletes the records that began before that time, and takes them out of the statistics.
   *
   * @return completes when it is done; empty: another run is under way
   */
  Optional<CompletionStage<Run>> delete(Instant before) {
    return start(ON_DEMAND, new Deletion(upkeep, before, true));
  }

  private synchronized Optional<CompletionStage<Run>> start(String job, Deletion deletion) {
    if (running != null || closed) {
      return Optional.empty();
    }
    Started started = new Started(job, clock.instant().truncatedTo(ChronoUnit.MILLIS), deletion);
    running = started;
    CompletableFuture<Run> done = new CompletableFuture<>();
    try {
      executor.execute(() -> work(started, done));
    } catch (RejectedExecutionException e) {
      // Too many are slow to take their answers, or the server goes down.
      running = null;
      LOG.log(System.Logger.Level.DEBUG, "A run that removes records could not begin", e);
      return Optional.empty();
    }
    return Optional.of(done);
  }

  private void work(Started started, CompletableFuture<Run> done) {
    Run run;
    try {
      run = run(started);
    } catch (Throwable e) {
      running = null;
      done.completeExceptionally(e);
      throw e;
    }
    running = null;
    // Elsewhere: the next run need not wait for whoever takes the answer of this one.
    answer(() -> done.complete(run));
  }

  private void answer(Runnable answer) {
    try {
      executor.execute(answer);
    } catch (RejectedExecutionException e) {
      answer.run();
    }
  }

  private Run run(Started started) {
    String error = null;
    try {
      started.deletion.run(() -> !closed);
    } catch (RuntimeException e) {
      error = String.valueOf(e.getMessage());
      LOG.log(System.Logger.Level.WARNING, "Records could not be removed; next try follows", e);
    }
    Run run = run(started, error);
    try {
      finish(run);
    } catch (RuntimeException e) {
      LOG.log(System.Logger.Level.WARNING, "A run that removed records could not be noted", e);
    }
    return run;
  }

  private void finish(Run run) {
    if (run.removed() > 0) {
      if (run.error() == null) {
        upkeep.cleared(run.before(), clock.instant());
        cleared.fire(new LogsCleared(run.before()));
      }
      LOG.log(
          System.Logger.Level.INFO,
          "{0}: {1} records from before {2} removed in {3} ms",
          run.job(),
          run.removed(),
          run.before(),
          run.durationMs());
    }
    runs.keep(run);
  }

  private Run run(Started started, String error) {
    return new Run(
        started.job,
        started.at,
        Math.max(0, clock.millis() - started.at.toEpochMilli()),
        started.deletion.removed(),
        started.deletion.before(),
        error);
  }
}
