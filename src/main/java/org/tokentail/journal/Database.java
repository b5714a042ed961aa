package org.tokentail.journal;

import jakarta.annotation.PreDestroy;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.function.Function;
import org.flywaydb.core.Flyway;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.HandleCallback;
import org.jdbi.v3.core.Jdbi;
import org.jdbi.v3.core.JdbiException;
import org.jdbi.v3.core.transaction.TransactionIsolationLevel;
import org.tokentail.config.Settings;
import org.tokentail.log.UnavailableException;

/** The database: its connections and its schema. Thread-safe. */
@ApplicationScoped
public class Database {
  private static final System.Logger LOG = System.getLogger(Database.class.getName());

  private static final int RETRY_SECONDS = 2;

  private final Settings settings;
  private Contact contact;

  /** Null before it is open, and after it was closed. */
  private volatile Opened opened;

  private boolean closed;

  private record Opened(Connections connections, Dialect dialect, Jdbi jdbi) {}

  /** For the container's proxy only. */
  protected Database() {
    this(null);
  }

  @Inject
  public Database(Settings settings) {
    this.settings = settings;
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
    contact = new Contact(name);
    try {
      opened = connect();
    } catch (SQLException | RuntimeException e) {
      throw obstacle(name, e);
    }
    LOG.log(System.Logger.Level.INFO, "Database ready: {0}, {1}", name, opened.dialect);
  }

  private Opened connect() throws SQLException {
    Connections connections = Connections.open(settings);
    try {
      Dialect dialect;
      try (Connection connection = connections.dataSource().getConnection()) {
        dialect = Dialect.of(connection.getMetaData());
      }
      Jdbi jdbi = Jdbi.create(connections.dataSource());
      if (dialect == Dialect.H2) {
        prepareH2(jdbi);
      }
      connections
          .migratedBy(
              Flyway.configure(Database.class.getClassLoader()).locations("classpath:db/migration"))
          .load()
          .migrate();
      if (Backup.isRestored(settings)) {
        // The journal then begins another feed, after the last change that is there.
        jdbi.useHandle(handle -> handle.execute("delete from epoch"));
        Backup.removeMark(settings);
      }
      return new Opened(connections, dialect, jdbi);
    } catch (SQLException | RuntimeException e) {
      connections.close();
      throw e;
    }
  }

  private void prepareH2(Jdbi jdbi) {
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

  private RuntimeException obstacle(String name, Exception failure) {
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
          "Database unavailable",
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

  @PreDestroy
  public synchronized void close() {
    closed = true;
    Opened before = opened;
    opened = null;
    if (before != null) {
      before.connections.close();
    }
  }

  /**
   * @throws UnavailableException when the database does not answer
   */
  public <T> T withHandle(HandleCallback<T, RuntimeException> work) {
    return with(jdbi -> jdbi.withHandle(work));
  }

  /**
   * All or nothing.
   *
   * @throws UnavailableException when the database does not answer; whether it committed is then
   *     unknown
   */
  public <T> T inTransaction(HandleCallback<T, RuntimeException> work) {
    return with(jdbi -> jdbi.inTransaction(work));
  }

  /**
   * Reads that all see the database as of one moment, that of the first.
   *
   * @throws UnavailableException when the database does not answer
   */
  public <T> T inSnapshot(HandleCallback<T, RuntimeException> work) {
    // The weakest level that promises it: H2 takes a snapshot of each table by itself for
    // "repeatable read", and none of them waits for anybody in "serializable".
    return with(
        jdbi ->
            jdbi.inTransaction(
                dialect() == Dialect.H2
                    ? TransactionIsolationLevel.SERIALIZABLE
                    : TransactionIsolationLevel.REPEATABLE_READ,
                work));
  }

  private <T> T with(Function<Jdbi, T> work) {
    try {
      T result = work.apply(opened().jdbi);
      contact.held();
      return result;
    } catch (JdbiException e) {
      if (opened == null || Contact.isLoss(e)) {
        contact.lost(e);
        throw unavailable(e);
      }
      throw e;
    }
  }

  /** Which SQL it speaks where the databases differ. Known once it is open. */
  public Dialect dialect() {
    return opened().dialect;
  }

  /** Whether the database answers. */
  public boolean answers() {
    try {
      return withHandle((Handle handle) -> handle.select("select 1").mapTo(Integer.class).one())
          == 1;
    } catch (UnavailableException | JdbiException e) {
      return false;
    }
  }

  private Opened opened() {
    Opened current = opened;
    if (current == null) {
      throw unavailable(null);
    }
    return current;
  }

  private static UnavailableException unavailable(Throwable cause) {
    return new UnavailableException(
        "Database unavailable",
        "The database does not answer. Retry the same call, with ids of your own: it may have been kept.",
        RETRY_SECONDS,
        cause);
  }
}
