package org.tokentail.journal;

import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.extension.BeforeAllCallback;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.jupiter.api.extension.ExtensionContext.Namespace;
import org.tokentail.TestSettings;
import org.tokentail.config.Settings;

/**
 * A PostgreSQL server for tests. As a static extension it is that of all classes of the process;
 * each test has databases of its own in it.
 */
public final class TestPostgres implements BeforeAllCallback, AutoCloseable {
  private static final AtomicInteger DATABASES = new AtomicInteger();

  private EmbeddedPostgres server;

  /** One that is running, for whoever stops it: a test's own. */
  public static TestPostgres started() throws IOException {
    TestPostgres postgres = new TestPostgres();
    postgres.server = EmbeddedPostgres.start();
    return postgres;
  }

  /** JUnit closes it after the last class. */
  private record Shared(EmbeddedPostgres server) implements AutoCloseable {
    static Shared start() {
      try {
        return new Shared(EmbeddedPostgres.start());
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      }
    }

    @Override
    public void close() throws IOException {
      server.close();
    }
  }

  @Override
  public void beforeAll(ExtensionContext context) {
    server =
        context
            .getRoot()
            .getStore(Namespace.create(TestPostgres.class))
            .getOrComputeIfAbsent(Shared.class, type -> Shared.start(), Shared.class)
            .server();
  }

  /** Settings for a new, empty database. */
  public Settings newDatabase() {
    return newDatabase(Map.of());
  }

  /**
   * @param more settings
   */
  public Settings newDatabase(Map<String, String> more) {
    String name = "journal" + DATABASES.incrementAndGet();
    try (Connection connection = server.getPostgresDatabase().getConnection();
        Statement statement = connection.createStatement()) {
      statement.execute("create database " + name);
    } catch (SQLException e) {
      throw new IllegalStateException(e);
    }
    Map<String, String> settings = new HashMap<>(more);
    settings.put("tokentail.db.url", server.getJdbcUrl("postgres", name));
    settings.put("tokentail.db.user", "postgres");
    settings.put("tokentail.db.password", "postgres");
    return TestSettings.of(settings);
  }

  /** A connection to the database that is there from the beginning. */
  public Connection connect() throws SQLException {
    return server.getPostgresDatabase().getConnection();
  }

  /** A connection to a database that it made. */
  public Connection connect(Settings database) throws SQLException {
    return DriverManager.getConnection(
        database.storage().url().orElseThrow(), "postgres", "postgres");
  }

  /** Where it listens, on the loopback. */
  public int port() {
    return server.getPort();
  }

  @Override
  public void close() throws IOException {
    server.close();
  }
}
