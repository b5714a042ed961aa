package org.tokentail.journal;

import com.zaxxer.hikari.HikariConfig;
import com.zaxxer.hikari.HikariDataSource;
import jakarta.annotation.PostConstruct;
import jakarta.annotation.PreDestroy;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.sql.SQLException;
import java.sql.SQLNonTransientConnectionException;
import java.sql.SQLTransientConnectionException;
import java.util.regex.Pattern;
import org.flywaydb.core.Flyway;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.HandleCallback;
import org.jdbi.v3.core.Jdbi;
import org.jdbi.v3.core.JdbiException;
import org.jdbi.v3.core.transaction.TransactionIsolationLevel;
import org.tokentail.config.Settings;
import org.tokentail.config.StartFailure;
import org.tokentail.log.UnavailableException;

/** The database: its pool of connections and its schema. Thread-safe. */
@ApplicationScoped
public class Database {
  private static final System.Logger LOG = System.getLogger(Database.class.getName());

  /**
   * Class 08 (connection), 57P (PostgreSQL is shutting down), 9009 (H2: the database is closed).
   */
  private static final Pattern CONNECTION_LOSS = Pattern.compile("08|57P|9009");

  private static final int CONNECT_TIMEOUT_MS = 5_000;

  private final Settings settings;
  private HikariDataSource pool;
  private Jdbi jdbi;

  /** For the container's proxy only. */
  protected Database() {
    this(null);
  }

  @Inject
  public Database(Settings settings) {
    this.settings = settings;
  }

  /** Connects, and brings the schema up to date. */
  @PostConstruct
  public void open() {
    HikariConfig config = pool();
    try {
      connect(config);
    } catch (RuntimeException e) {
      if (pool != null) {
        pool.close();
      }
      StartFailure.report(
          "Tokentail cannot start: the database %s cannot be used: %s"
              .formatted(withoutOptions(config.getJdbcUrl()), rootMessage(e)));
      throw e;
    }
    jdbi = Jdbi.create(pool);
    LOG.log(System.Logger.Level.INFO, "Database ready: {0}", withoutOptions(config.getJdbcUrl()));
  }

  private void connect(HikariConfig config) {
    pool = new HikariDataSource(config);
    if (dialect() == Dialect.H2) {
      // H2 would write a commit up to 500 ms late, and lose it when the process is killed.
      // It also remembers answers, and stamps one out of a snapshot with the time of the question:
      // a
      // later snapshot could be given rows that are older than its position.
      Jdbi.create(pool)
          .useHandle(
              handle -> {
                handle.execute("set write_delay 0");
                handle.execute("set optimize_reuse_results 0");
              });
    }
    Flyway.configure(Database.class.getClassLoader())
        .dataSource(pool)
        .locations("classpath:db/migration")
        .load()
        .migrate();
  }

  private static String rootMessage(Throwable failure) {
    Throwable root = failure;
    while (root.getCause() != null) {
      root = root.getCause();
    }
    String message = String.valueOf(root.getMessage()).split("\n", 2)[0];
    return message.contains("locked") || message.contains("already in use")
        ? "another process uses it. Stop that one, or set another TOKENTAIL_DATA_DIR."
        : message;
  }

  @PreDestroy
  public void close() {
    pool.close();
  }

  /**
   * @throws UnavailableException when the database does not answer
   */
  public <T> T withHandle(HandleCallback<T, RuntimeException> work) {
    try {
      return jdbi.withHandle(work);
    } catch (JdbiException e) {
      throw translated(e);
    }
  }

  /**
   * All or nothing.
   *
   * @throws UnavailableException when the database does not answer; whether it committed is then
   *     unknown
   */
  public <T> T inTransaction(HandleCallback<T, RuntimeException> work) {
    try {
      return jdbi.inTransaction(work);
    } catch (JdbiException e) {
      throw translated(e);
    }
  }

  /**
   * Reads that all see the database as of one moment, that of the first.
   *
   * @throws UnavailableException when the database does not answer
   */
  public <T> T inSnapshot(HandleCallback<T, RuntimeException> work) {
    // The weakest level that promises it: H2 takes a snapshot of each table by itself for
    // "repeatable read", and none of them waits for anybody in "serializable".
    TransactionIsolationLevel level =
        dialect() == Dialect.H2
            ? TransactionIsolationLevel.SERIALIZABLE
            : TransactionIsolationLevel.REPEATABLE_READ;
    try {
      return jdbi.inTransaction(level, work);
    } catch (JdbiException e) {
      throw translated(e);
    }
  }

  /** Which SQL it speaks where the databases differ. */
  public Dialect dialect() {
    return pool.getJdbcUrl().startsWith("jdbc:h2:") ? Dialect.H2 : Dialect.POSTGRES;
  }

  /** Whether the database answers. */
  public boolean answers() {
    try {
      return jdbi.withHandle(
              (Handle handle) -> handle.select("select 1").mapTo(Integer.class).one())
          == 1;
    } catch (JdbiException e) {
      LOG.log(System.Logger.Level.WARNING, "The database does not answer: {0}", e.getMessage());
      return false;
    }
  }

  private RuntimeException translated(JdbiException e) {
    boolean lost = pool.isClosed();
    for (Throwable cause = e; cause != null && !lost; cause = cause.getCause()) {
      lost = cause instanceof SQLException sql && isConnectionLoss(sql);
    }
    return lost
        ? new UnavailableException(
            "Database unavailable",
            "The database does not answer. Retry the same call, with ids of your own: it may have been kept.",
            2,
            e)
        : e;
  }

  private static boolean isConnectionLoss(SQLException e) {
    String state = e.getSQLState();
    return e instanceof SQLTransientConnectionException
        || e instanceof SQLNonTransientConnectionException
        || (state != null && CONNECTION_LOSS.matcher(state).lookingAt());
  }

  private HikariConfig pool() {
    Settings.Storage storage = settings.storage();
    HikariConfig config = new HikariConfig();
    config.setPoolName("tokentail");
    config.setJdbcUrl(storage.url().orElseGet(this::fileUrl));
    config.setUsername(storage.user().orElse(storage.url().isPresent() ? null : "tokentail"));
    config.setPassword(storage.password().orElse(storage.url().isPresent() ? null : ""));
    config.setMaximumPoolSize(storage.poolSize());
    config.setConnectionTimeout(CONNECT_TIMEOUT_MS);
    // Named, since a driver in a WAR does not register itself with every server.
    config.setDriverClassName(
        config.getJdbcUrl().startsWith("jdbc:h2:") ? "org.h2.Driver" : "org.postgresql.Driver");
    return config;
  }

  private String fileUrl() {
    try {
      Files.createDirectories(settings.dataDir());
    } catch (IOException e) {
      throw new UncheckedIOException(
          "TOKENTAIL_DATA_DIR cannot be created: " + settings.dataDir(), e);
    }
    // The pool closes the database; H2's own shutdown hook would close it under our last commits.
    return "jdbc:h2:file:%s/tokentail;DB_CLOSE_ON_EXIT=FALSE".formatted(settings.dataDir());
  }

  private static String withoutOptions(String url) {
    // The options may carry a password.
    return url.split("[;?]", 2)[0];
  }
}
