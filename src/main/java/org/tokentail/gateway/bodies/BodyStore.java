package org.tokentail.gateway.bodies;

import jakarta.annotation.PostConstruct;
import jakarta.annotation.PreDestroy;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.time.Clock;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.Semaphore;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.LongAdder;
import org.tokentail.config.Settings;
import org.tokentail.config.Settings.Bodies.Keep;
import org.tokentail.journal.Database;
import org.tokentail.journal.Journal;
import org.tokentail.journal.Lane;
import org.tokentail.log.RequestStatus;
import org.tokentail.server.PlainThreads;

/**
 * Keeps the texts of calls in a table of their own. What is under way or waits for the database
 * takes a sixteenth of the heap at most; what does not fit is cut or left out, and counted.
 * Thread-safe.
 */
@ApplicationScoped
public class BodyStore {
  private static final System.Logger LOG = System.getLogger(BodyStore.class.getName());
  private static final int HEAP_SHARE = 16;

  /** Calls without any text take no room of it, and wait for the database all the same. */
  private static final int MAX_WAITING = 10_000;

  private final Settings settings;
  private final Database database;
  private final Clock clock;

  private final Semaphore room =
      new Semaphore(
          (int) Math.min(Integer.MAX_VALUE, Runtime.getRuntime().maxMemory() / HEAP_SHARE));
  private final LongAdder stored = new LongAdder();
  private final LongAdder lost = new LongAdder();
  private ThreadPoolExecutor writer;

  /**
   * What has been kept.
   *
   * @param keep which bodies are: off, errors, all
   * @param stored since the start
   * @param lost could not be stored, since the start
   */
  public record View(String keep, long stored, long lost) {}

  /** For the container's proxy only. */
  protected BodyStore() {
    this(null, null, null);
  }

  @Inject
  public BodyStore(Settings settings, Database database, Clock clock) {
    this.settings = settings;
    this.database = database;
    this.clock = clock;
  }

  @PostConstruct
  void start() {
    writer =
        new ThreadPoolExecutor(
            1,
            1,
            0,
            TimeUnit.SECONDS,
            new LinkedBlockingQueue<>(MAX_WAITING),
            new PlainThreads("tokentail-bodies"));
  }

  @PreDestroy
  void stop() {
    writer.shutdown();
  }

  public View view() {
    return new View(
        settings.bodies().keep().name().toLowerCase(Locale.ROOT), stored.sum(), lost.sum());
  }

  /**
   * For one call.
   *
   * @param secrets that are masked in what is kept
   */
  public BodyCapture capture(List<String> secrets) {
    boolean off = settings.bodies().keep() == Keep.OFF;
    return new BodyCapture(this, secrets, off ? 0 : settings.bodies().maxBytes());
  }

  boolean keeps(RequestStatus status) {
    return switch (settings.bodies().keep()) {
      case OFF -> false;
      case ERRORS -> status == RequestStatus.ERROR || status == RequestStatus.TIMEOUT;
      case ALL -> true;
    };
  }

  boolean reserve(int bytes) {
    return room.tryAcquire(bytes);
  }

  void release(int bytes) {
    room.release(bytes);
  }

  /**
   * @param reserved given back when it is stored or lost
   */
  void keep(Bodies bodies, int reserved) {
    try {
      writer.execute(
          () -> {
            try {
              store(bodies);
              stored.increment();
            } catch (RuntimeException e) {
              lost.increment();
              LOG.log(
                  System.Logger.Level.WARNING,
                  "The bodies of {0} cannot be kept: {1}",
                  bodies.id(),
                  e.getMessage());
            } finally {
              release(reserved);
            }
          });
    } catch (RejectedExecutionException e) {
      // Too many wait, or this application goes down.
      release(reserved);
      lost.increment();
    }
  }

  private void store(Bodies bodies) {
    database.withHandle(
        handle ->
            handle.execute(
                "insert into request_body (id, stored_at, request, response, request_cut, response_cut) values (?, ?, ?, ?, ?, ?)",
                bodies.id(),
                Journal.sqlTime(clock.instant()),
                bodies.request(),
                bodies.response(),
                bodies.requestCut(),
                bodies.responseCut()));
  }

  /** The texts of that call; empty when none were kept, or no longer. */
  public Optional<Bodies> find(String id) {
    return database.withHandle(
        Lane.QUERY,
        handle ->
            handle
                .select(
                    "select request, response, request_cut, response_cut from request_body where id = ?",
                    id)
                .map(
                    (row, context) ->
                        new Bodies(
                            id,
                            row.getString(1),
                            row.getString(2),
                            row.getBoolean(3),
                            row.getBoolean(4)))
                .findOne());
  }

  /** Deletes what has been kept for long enough. */
  int expire() {
    Instant before = clock.instant().minus(settings.bodies().retention());
    return database.withHandle(
        Lane.UPKEEP,
        handle ->
            handle.execute(
                "delete from request_body where stored_at < ?", Journal.sqlTime(before)));
  }
}
