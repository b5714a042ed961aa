package org.tokentail.journal;

import java.sql.SQLException;
import java.sql.SQLNonTransientConnectionException;
import java.sql.SQLTransientConnectionException;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.LongSupplier;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.jdbi.v3.core.ConnectionException;

/**
 * Whether the database answers: tells a lost connection from other failures, and says once when
 * contact is lost and once when it is back. Thread-safe.
 */
final class Contact {
  private static final System.Logger LOG = System.getLogger(Contact.class.getName());

  /**
   * Class 08 (connection), 57P (PostgreSQL is going down or coming up), 53300 (it has no connection
   * left), 9009 and 90067 (H2: the database is closed, the connection is broken).
   */
  private static final Pattern LOSS = Pattern.compile("08|57P|53300|9009|90067");

  /** A wrong password, no such database: the server answers, and will not say anything else. */
  private static final Pattern REFUSAL = Pattern.compile("28|3D");

  /** A connection may break while the database is well: for so long everybody tries another one. */
  private static final long DOUBT_NANOS = TimeUnit.SECONDS.toNanos(1);

  private static final long PAUSE_NANOS = TimeUnit.MILLISECONDS.toNanos(500);

  private final String name;
  private final LongSupplier nanoTime;
  private final AtomicBoolean trying = new AtomicBoolean();
  private volatile boolean lost;
  private volatile long lostNanos;
  private volatile long triedNanos;

  /**
   * @param nanoTime the monotonic clock
   */
  Contact(String name, LongSupplier nanoTime) {
    this.name = name;
    this.nanoTime = nanoTime;
  }

  boolean isLost() {
    return lost;
  }

  /**
   * Whether a call may ask the database. While it does not answer, one at a time does, twice a
   * second at most: each would wait for seconds, and fill the log of a server's pool.
   *
   * @return what to close after the call; empty: the call is to be refused at once
   */
  Optional<Try> begin() {
    long now = nanoTime.getAsLong();
    if (!lost || now - lostNanos < DOUBT_NANOS) {
      return Optional.of(() -> {});
    }
    if (now - triedNanos < PAUSE_NANOS || !trying.compareAndSet(false, true)) {
      return Optional.empty();
    }
    return Optional.of(
        () -> {
          triedNanos = nanoTime.getAsLong();
          trying.set(false);
        });
  }

  /** A call that asks the database. */
  interface Try extends AutoCloseable {
    @Override
    void close();
  }

  void lost(Throwable failure) {
    if (!lost) {
      lostNanos = nanoTime.getAsLong();
      triedNanos = lostNanos - PAUSE_NANOS;
      lost = true;
      LOG.log(
          System.Logger.Level.WARNING, "Database {0} does not answer: {1}", name, message(failure));
    }
  }

  void held() {
    if (lost) {
      lost = false;
      LOG.log(System.Logger.Level.INFO, "Database {0} answers again", name);
    }
  }

  /** Whether this failure means that the database does not answer. */
  static boolean isLoss(Throwable failure) {
    return causes(failure).stream()
        .anyMatch(
            cause ->
                cause instanceof ConnectionException
                    || cause instanceof SQLTransientConnectionException
                    || cause instanceof SQLNonTransientConnectionException
                    || hasState(cause, LOSS));
  }

  /**
   * Whether all connections of the operator's pool are in use, in the words of Payara's and
   * GlassFish's. Tokentail's own pool has one for whoever may ask ({@link Lanes}): where it has
   * none, the database gave none.
   */
  static boolean isPoolExhausted(Throwable failure) {
    return causes(failure).stream()
        .anyMatch(cause -> String.valueOf(cause.getMessage()).contains("expired max-wait-time"));
  }

  /** Whether the database answered, and turned us away. */
  static boolean isRefusal(Throwable failure) {
    return causes(failure).stream().anyMatch(cause -> hasState(cause, REFUSAL));
  }

  private static boolean hasState(Throwable failure, Pattern pattern) {
    return failure instanceof SQLException sql
        && sql.getSQLState() != null
        && pattern.matcher(sql.getSQLState()).lookingAt();
  }

  /** One line: what the driver says, and the reason below it. */
  static String message(Throwable failure) {
    List<Throwable> causes = causes(failure);
    Throwable root = causes.get(causes.size() - 1);
    return causes.stream()
        .filter(SQLException.class::isInstance)
        .reduce((outer, inner) -> inner)
        .filter(driver -> driver != root)
        .map(
            driver ->
                firstLine(driver)
                    + " ("
                    + root.getClass().getSimpleName()
                    + ": "
                    + firstLine(root)
                    + ")")
        .orElseGet(() -> firstLine(root));
  }

  private static String firstLine(Throwable failure) {
    return String.valueOf(failure.getMessage()).split("\n", 2)[0];
  }

  private static List<Throwable> causes(Throwable failure) {
    return Stream.iterate(failure, cause -> cause != null, Throwable::getCause).toList();
  }
}
