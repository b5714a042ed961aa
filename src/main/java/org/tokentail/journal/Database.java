package org.tokentail.journal;

import com.google.errorprone.annotations.concurrent.GuardedBy;
import jakarta.annotation.PreDestroy;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Function;
import org.jdbi.v3.core.HandleCallback;
import org.jdbi.v3.core.Jdbi;
import org.jdbi.v3.core.JdbiException;
import org.jdbi.v3.core.transaction.TransactionIsolationLevel;
import org.tokentail.admission.TimeLimit;
import org.tokentail.config.Settings;
import org.tokentail.log.UnavailableException;

/** The database: its connections and its schema. Thread-safe. */
@ApplicationScoped
public class Database {
  /** The title of what is said while it does not answer. */
  public static final String UNAVAILABLE = "Database unavailable";

  private static final System.Logger LOG = System.getLogger(Database.class.getName());

  private static final int RETRY_SECONDS = 2;
  private static final long HEALTH_WAIT_MS = 1_000;

  private final Settings settings;
  private final ReentrantLock file = new ReentrantLock();
  private final Lanes lanes;
  private Contact contact;

  /** Null before it is open, and after it was closed. */
  private volatile OpenDatabase opened;

  @GuardedBy("this")
  private boolean closed;

  /** For the container's proxy only. */
  protected Database() {
    this(null);
  }

  @Inject
  public Database(Settings settings) {
    this.settings = settings;
    lanes = settings == null ? null : new Lanes(settings.storage().shares());
  }

  /**
   * Connects, and brings the schema up to date; does nothing when that is done.
   *
   * @throws UnavailableException when the database does not answer: to be tried again
   * @throws UnusableDatabaseException when it cannot be used as it is
   */
  public synchronized void open() {
    if (opened != null) {
      return;
    }
    if (closed) {
      throw unavailable(null);
    }
    String name = Connections.name(settings);
    contact = new Contact(name, System::nanoTime);
    opened = OpenDatabase.open(settings);
    LOG.log(System.Logger.Level.INFO, "Database ready: {0}, {1}", name, opened.dialect());
  }

  @PreDestroy
  public synchronized void close() {
    closed = true;
    OpenDatabase before = opened;
    opened = null;
    if (before != null) {
      before.close();
    }
  }

  /**
   * Work of one or a few rows, which an index finds.
   *
   * @throws UnavailableException when the database does not answer
   */
  public <T> T withHandle(HandleCallback<T, RuntimeException> work) {
    return withHandle(Lane.LOOKUP, work);
  }

  /**
   * @throws UnavailableException when the database does not answer, the lane is full, or a question
   *     takes too long
   */
  public <T> T withHandle(Lane lane, HandleCallback<T, RuntimeException> work) {
    return with(lane, jdbi -> jdbi.withHandle(limited(lane, work)));
  }

  /**
   * All or nothing, of one or a few rows, within the limits of the {@link Fence}.
   *
   * @throws UnavailableException when the database does not answer; whether it committed is then
   *     unknown. Also when others hold what it needs, and nothing was kept.
   */
  public <T> T inTransaction(HandleCallback<T, RuntimeException> work) {
    return inTransaction(Lane.LOOKUP, work);
  }

  /**
   * All or nothing, within the limits of the {@link Fence}.
   *
   * @throws UnavailableException when the database does not answer, and whether it committed is
   *     then unknown; or when the lane is full, or others hold what it needs: nothing was kept then
   */
  public <T> T inTransaction(Lane lane, HandleCallback<T, RuntimeException> work) {
    return inTransactionWithoutLimits(
        lane,
        handle -> {
          Fence.raise(handle, dialect());
          return work.withHandle(handle);
        });
  }

  /** The same for who sets the limits himself. */
  <T> T inTransactionWithoutLimits(Lane lane, HandleCallback<T, RuntimeException> work) {
    return with(lane, jdbi -> jdbi.inTransaction(work));
  }

  /**
   * Reads that all see the database as of one moment, that of the first.
   *
   * @throws UnavailableException when the database does not answer, the lane is full, or a question
   *     takes too long
   */
  public <T> T inSnapshot(Lane lane, HandleCallback<T, RuntimeException> work) {
    // The weakest level that promises it: H2 takes a snapshot of each table by itself for
    // "repeatable read", and none of them waits for anybody in "serializable".
    TransactionIsolationLevel level =
        dialect() == Dialect.H2
            ? TransactionIsolationLevel.SERIALIZABLE
            : TransactionIsolationLevel.REPEATABLE_READ;
    return with(
        lane, jdbi -> jdbi.withHandle(limited(lane, handle -> handle.inTransaction(level, work))));
  }

  private <T> HandleCallback<T, RuntimeException> limited(
      Lane lane, HandleCallback<T, RuntimeException> work) {
    return lane == Lane.QUERY ? handle -> StatementTimeout.hold(handle, work) : work;
  }

  /**
   * Work that reads the file of an embedded database, or moves what is in it. One at a time: a copy
   * must not be made of a file whose parts are on their way.
   */
  <T> T onFile(HandleCallback<T, RuntimeException> work) {
    file.lock();
    try {
      return withHandle(Lane.UPKEEP, work);
    } finally {
      file.unlock();
    }
  }

  private <T> T with(Lane lane, Function<Jdbi, T> work) {
    Jdbi jdbi = opened().jdbi();
    // After the wait for a lane: those that were in it may have found the database away.
    return lanes.in(lane, () -> ask(lane, jdbi, work));
  }

  private <T> T ask(Lane lane, Jdbi jdbi, Function<Jdbi, T> work) {
    if (contact.isLost()) {
      // Apart from the work, which may take long: everybody waits for the outcome.
      Contact.Try attempt = contact.begin().orElseThrow(() -> unavailable(null));
      try {
        answer(Lane.LOOKUP, jdbi, Database::tryOut);
      } finally {
        attempt.close();
      }
    }
    return answer(lane, jdbi, work);
  }

  private static boolean tryOut(Jdbi jdbi) {
    return jdbi.withHandle(handle -> handle.select("select 1").mapTo(Integer.class).one()) == 1;
  }

  private <T> T answer(Lane lane, Jdbi jdbi, Function<Jdbi, T> work) {
    try {
      T result = work.apply(jdbi);
      contact.held();
      return result;
    } catch (JdbiException e) {
      // First of all: whoever wraps it may take it for a lost connection.
      UnavailableException breach = Fence.breach(e).orElse(null);
      if (breach != null) {
        throw breach;
      }
      if (StatementTimeout.isCauseOf(e)) {
        throw lane == Lane.QUERY ? TimeLimit.exceeded(e) : canceled(e);
      }
      if (opened == null) {
        throw unavailable(e);
      }
      if (Contact.isPoolExhausted(e)) {
        throw exhausted(e);
      }
      if (Contact.isLoss(e)) {
        contact.lost(e);
        throw unavailable(e);
      }
      contact.held();
      throw e;
    }
  }

  /** Which SQL it speaks where the databases differ. Known once it is open. */
  public Dialect dialect() {
    return opened().dialect();
  }

  /** Whether the database answers; as far as is known, where others use all connections. */
  public boolean answers() {
    OpenDatabase current = opened;
    if (current == null) {
      return false;
    }
    try {
      return lanes
          .inSoon(
              Lane.LOOKUP, HEALTH_WAIT_MS, () -> ask(Lane.LOOKUP, current.jdbi(), Database::tryOut))
          .orElseGet(() -> !contact.isLost());
    } catch (UnavailableException | JdbiException e) {
      return false;
    }
  }

  private OpenDatabase opened() {
    OpenDatabase current = opened;
    if (current == null) {
      throw unavailable(null);
    }
    return current;
  }

  /** The database may be well: the pool is smaller than configured, or shared with others. */
  private static UnavailableException exhausted(Throwable cause) {
    return new UnavailableException(
        "No connection free",
        "The pool of the database has no free connection. Nothing of this call was kept; retry it. If this goes on, the pool needs as many connections as TOKENTAIL_DB_POOL_SIZE says.",
        RETRY_SECONDS,
        cause);
  }

  /** By somebody else than us: an operator, or a limit of the database's own. */
  private static UnavailableException canceled(Throwable cause) {
    return new UnavailableException(
        "Statement ended by the database",
        "The database ended a statement of this call before it was done. Nothing of it was kept; retry it.",
        RETRY_SECONDS,
        cause);
  }

  private static UnavailableException unavailable(Throwable cause) {
    return new UnavailableException(
        UNAVAILABLE,
        "The database does not answer. Retry the same call, with ids of your own: it may have been kept.",
        RETRY_SECONDS,
        cause);
  }
}
