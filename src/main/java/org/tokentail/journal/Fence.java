package org.tokentail.journal;

import java.sql.SQLException;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.jdbi.v3.core.Handle;
import org.tokentail.log.UnavailableException;

/**
 * The limits of a transaction on PostgreSQL: others must not wait without end for a process that is
 * frozen, or cut off, in the middle of one. The database itself ends it then, so its changes are
 * not there, whatever the process believes when it wakes up. The limits end with the transaction,
 * also where connections are shared by others.
 */
final class Fence {
  /**
   * How long a transaction may hear nothing from us: others wait so long for what it has locked.
   * Between two statements lies nothing but our own work, of some milliseconds.
   */
  private static final String SILENCE = set("idle_in_transaction_session_timeout", "3s");

  /**
   * How long it may wait for us to take an answer: one larger than all buffers is no silence to the
   * database. Where its system cannot do that (it is not Linux), it would say so in its log with
   * each transaction.
   */
  private static final String UNTAKEN = taken("3s");

  /**
   * How long it waits for a lock: longer than whoever holds it may be silent. Without a limit the
   * database would wait on for callers that have long given up, one connection for each.
   */
  private static final String WAIT = set("lock_timeout", "5s");

  /** Twice as long as a single statement may take (socketTimeout); PostgreSQL 17 has it. */
  private static final String LENGTH = set("transaction_timeout", "60s");

  private static final int HAS_LENGTH = 17;

  private static final String LIMITS = String.join(", ", "select " + SILENCE, UNTAKEN, WAIT);

  /** Pages of thousands of records are counted between two statements, and there may be many. */
  private static final String LONG_LIMITS =
      "select "
          + set("idle_in_transaction_session_timeout", "60s")
          + ", "
          + set("lock_timeout", "60s")
          + ", "
          + taken("60s");

  /** H2 says HYT00. */
  private static final Map<String, Ending> ENDINGS =
      Map.of(
          "55P03", Ending.HELD,
          "HYT00", Ending.HELD,
          "25006", Ending.READ_ONLY,
          "25P03", Ending.SILENT,
          "25P04", Ending.SILENT);

  private static final int RETRY_SECONDS = 2;

  /** Why a transaction came to nothing. */
  private enum Ending {
    HELD(
        "Held by another node or session",
        "Another node, another session of the database, or other work of this server has held for seconds what this call needs."),
    READ_ONLY("Database takes no changes", "The database is a standby, or set to read only."),
    SILENT(
        "Transaction ended by the database",
        "This server stood still, or was cut off, in the middle of the transaction.");

    private final String title;
    private final String words;

    Ending(String title, String words) {
      this.title = title;
      this.words = words;
    }
  }

  private Fence() {}

  private static String set(String name, String value) {
    return "set_config('%s', '%s', true)".formatted(name, value);
  }

  private static String taken(String value) {
    return "set_config('tcp_user_timeout', case when version() like '%%linux%%' then '%s' else '0' end, true)"
        .formatted(value);
  }

  /** The query that sets the limits; empty: this database needs none. */
  static Optional<String> limits(Handle handle, Dialect dialect) {
    return dialect == Dialect.POSTGRES
        ? Optional.of(hasLength(handle) ? LIMITS + ", " + LENGTH : LIMITS)
        : Optional.empty();
  }

  private static boolean hasLength(Handle handle) {
    try {
      // The driver knows it from the beginning of the connection.
      return handle.getConnection().getMetaData().getDatabaseMajorVersion() >= HAS_LENGTH;
    } catch (SQLException e) {
      // The statements that follow will say what is wrong.
      return false;
    }
  }

  /** Sets the limits of this transaction, in a round trip of its own. */
  static void raise(Handle handle, Dialect dialect) {
    limits(handle, dialect).ifPresent(handle::execute);
  }

  /** This transaction takes minutes, rightly. */
  static void widen(Handle handle, Dialect dialect) {
    if (dialect == Dialect.POSTGRES) {
      handle.execute(
          hasLength(handle) ? LONG_LIMITS + ", " + set("transaction_timeout", "0") : LONG_LIMITS);
    }
  }

  /** What a failure at one of the limits comes to; empty: it is another failure. */
  static Optional<UnavailableException> breach(Throwable failure) {
    return ending(failure)
        .map(
            ending ->
                new UnavailableException(
                    ending.title,
                    ending.words + " Nothing of this call was kept; retry it.",
                    RETRY_SECONDS,
                    failure));
  }

  /** Whether somebody else held a lock for too long. */
  static boolean isHeld(Throwable failure) {
    return ending(failure).filter(Ending.HELD::equals).isPresent();
  }

  private static Optional<Ending> ending(Throwable failure) {
    return Stream.iterate(failure, cause -> cause != null, Throwable::getCause)
        .filter(SQLException.class::isInstance)
        .map(cause -> ((SQLException) cause).getSQLState())
        .filter(state -> state != null && ENDINGS.containsKey(state))
        .map(ENDINGS::get)
        .findFirst();
  }
}
