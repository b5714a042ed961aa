package org.tokentail.journal;

import java.sql.SQLException;
import java.time.Duration;
import java.util.stream.Stream;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.HandleCallback;
import org.jdbi.v3.core.statement.SqlStatements;
import org.tokentail.admission.TimeLimit;

/** Ends a statement that takes longer than its question may. */
final class StatementTimeout {
  /** A statement was canceled: the SQL standard's state, which both databases use. */
  private static final String CANCELED = "57014";

  private StatementTimeout() {}

  /** Does the work with statements that take what is left of the question's time at most. */
  static <T> T hold(Handle handle, Dialect dialect, HandleCallback<T, RuntimeException> work) {
    Duration left = TimeLimit.left();
    if (dialect != Dialect.H2) {
      // Whole seconds, and 0 would be no limit at all.
      handle
          .getConfig(SqlStatements.class)
          .setQueryTimeout(Math.toIntExact(left.plusMillis(999).toSeconds()));
      return work.withHandle(handle);
    }
    // H2 keeps it with the session, which somebody else uses next.
    limitSession(handle, left.toMillis() + 1);
    try {
      return work.withHandle(handle);
    } finally {
      limitSession(handle, 0);
    }
  }

  private static void limitSession(Handle handle, long millis) {
    handle.execute("set query_timeout " + millis);
  }

  /** Whether this failure is a statement that was ended for its time. */
  static boolean isCauseOf(Throwable failure) {
    return Stream.iterate(failure, cause -> cause != null, Throwable::getCause)
        .anyMatch(cause -> cause instanceof SQLException sql && CANCELED.equals(sql.getSQLState()));
  }
}
