package org.tokentail.journal;

import java.sql.Connection;
import java.sql.SQLException;
import org.flywaydb.core.Flyway;
import org.jdbi.v3.core.Jdbi;
import org.tokentail.config.Settings;
import org.tokentail.log.UnavailableException;

/**
 * A database that has answered, is one that Tokentail knows, and has the newest schema.
 *
 * @param jdbi on those connections
 */
record OpenDatabase(Connections connections, Dialect dialect, Jdbi jdbi) implements AutoCloseable {
  private static final int RETRY_SECONDS = 2;

  /**
   * Connects, and brings the schema up to date.
   *
   * @throws UnavailableException when the database does not answer: to be tried again
   * @throws UnusableDatabaseException when it cannot be used as it is
   */
  static OpenDatabase open(Settings settings) {
    try {
      return connect(settings);
    } catch (SQLException | RuntimeException e) {
      throw obstacle(settings, e);
    }
  }

  private static OpenDatabase connect(Settings settings) throws SQLException {
    Connections connections = Connections.open(settings);
    try {
      OpenDatabase database =
          new OpenDatabase(
              connections, dialect(connections), Jdbi.create(connections.dataSource()));
      if (database.dialect == Dialect.H2) {
        database.prepareH2(settings);
      }
      database.migrate();
      if (Backup.isRestored(settings)) {
        // The journal then begins another feed, after the last change that is there.
        database.jdbi.useHandle(handle -> handle.execute("delete from epoch"));
        Backup.removeMark(settings);
      }
      return database;
    } catch (SQLException | RuntimeException e) {
      connections.close();
      throw e;
    }
  }

  private static Dialect dialect(Connections connections) throws SQLException {
    try (Connection connection = connections.dataSource().getConnection()) {
      return Dialect.of(connection.getMetaData());
    }
  }

  private void prepareH2(Settings settings) {
    if (settings.storage().jndi().isPresent()) {
      // They hold while the database is open, and it closes with the last connection of a pool
      // whose idle connections end.
      throw new UnusableDatabaseException(
          "H2 needs settings that only Tokentail's own pool keeps: leave TOKENTAIL_DB_JNDI out.",
          null);
    }
    // H2 would write a commit up to 500 ms late, and lose it when the process is killed.
    // It also remembers answers, and stamps one out of a snapshot with the time of the question: a
    // later snapshot could be given rows that are older than its position.
    jdbi.useHandle(
        handle -> {
          handle.execute("set write_delay 0");
          handle.execute("set optimize_reuse_results 0");
        });
  }

  private void migrate() {
    connections
        .migratedBy(
            Flyway.configure(OpenDatabase.class.getClassLoader())
                .locations("classpath:db/migration"))
        .load()
        .migrate();
  }

  private static RuntimeException obstacle(Settings settings, Exception failure) {
    String name = Connections.name(settings);
    String message =
        failure instanceof UnusableDatabaseException
            ? failure.getMessage()
            : Contact.message(failure);
    // A server's own pool may keep the state of the failure to itself.
    boolean lost =
        Contact.isLoss(failure)
            || (settings.storage().jndi().isPresent() && failure instanceof SQLException);
    if (lost && !Contact.isRefusal(failure) && !OwnPool.isEmbedded(settings)) {
      return new UnavailableException(
          Database.UNAVAILABLE,
          "the database %s does not answer: %s".formatted(name, message),
          RETRY_SECONDS,
          failure);
    }
    boolean locked = message.contains("locked") || message.contains("already in use");
    return new UnusableDatabaseException(
        "the database %s cannot be used: %s"
            .formatted(
                name,
                locked
                    ? "another process uses it. Stop that one, or set another TOKENTAIL_DATA_DIR."
                    : message),
        failure);
  }

  @Override
  public void close() {
    connections.close();
  }
}
