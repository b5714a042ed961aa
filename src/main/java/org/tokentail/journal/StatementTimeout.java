package org.tokentail.journal;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.util.stream.Stream;
import org.h2.engine.SessionLocal;
import org.h2.jdbc.JdbcConnection;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.HandleCallback;
import org.jdbi.v3.core.statement.SqlStatements;
import org.jdbi.v3.core.statement.StatementContext;
import org.jdbi.v3.core.statement.StatementCustomizer;
import org.tokentail.admission.TimeLimit;

/** Ends a statement that takes longer than what is left of its question's time. */
final class StatementTimeout implements StatementCustomizer {
  /** A statement was canceled: the SQL standard's state, which both databases use. */
  private static final String CANCELED = "57014";

  /** Null where the database is no H2 in this process. */
  private final SessionLocal session;

  private StatementTimeout(SessionLocal session) {
    this.session = session;
  }

  /** Does the work with statements of which each gets what the ones before have left. */
  static <T> T hold(Handle handle, HandleCallback<T, RuntimeException> work) {
    StatementTimeout limit = new StatementTimeout(session(handle.getConnection()));
    // For this handle alone, whose connection somebody else uses next.
    handle.getConfig(SqlStatements.class).addCustomizer(limit);
    try {
      return work.withHandle(handle);
    } finally {
      limit.lift();
    }
  }

  @Override
  public void beforeExecution(PreparedStatement statement, StatementContext context)
      throws SQLException {
    long millis = TimeLimit.left().toMillis() + 1;
    if (session == null) {
      // Whole seconds, and 0 would be no limit at all.
      statement.setQueryTimeout(Math.toIntExact((millis + 999) / 1_000));
    } else {
      // Not by way of a statement: each "set" has every session parse its statements anew.
      session.setQueryTimeout(Math.toIntExact(millis));
    }
  }

  /** H2 keeps it with the session. */
  private void lift() {
    if (session != null) {
      session.setQueryTimeout(0);
    }
  }

  private static SessionLocal session(Connection connection) {
    try {
      return connection.isWrapperFor(JdbcConnection.class)
              && connection.unwrap(JdbcConnection.class).getSession() instanceof SessionLocal local
          ? local
          : null;
    } catch (SQLException e) {
      // The statements that follow will say what is wrong.
      return null;
    }
  }

  /** Whether this failure is a statement that was ended, for its time or by somebody else. */
  static boolean isCauseOf(Throwable failure) {
    return Stream.iterate(failure, cause -> cause != null, Throwable::getCause)
        .anyMatch(cause -> cause instanceof SQLException sql && CANCELED.equals(sql.getSQLState()));
  }
}
