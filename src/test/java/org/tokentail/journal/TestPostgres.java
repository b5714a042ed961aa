package org.tokentail.journal;

import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.io.IOException;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.HashMap;
import java.util.Map;
import org.junit.jupiter.api.extension.AfterAllCallback;
import org.junit.jupiter.api.extension.BeforeAllCallback;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.tokentail.TestSettings;
import org.tokentail.config.Settings;

/**
 * A PostgreSQL server of the test's own. As a static extension it is there for all tests of a
 * class.
 */
public final class TestPostgres implements BeforeAllCallback, AfterAllCallback, AutoCloseable {
  private EmbeddedPostgres server;
  private int databases;

  /** One that is running. */
  public static TestPostgres started() throws IOException {
    TestPostgres postgres = new TestPostgres();
    postgres.start();
    return postgres;
  }

  private void start() throws IOException {
    server = EmbeddedPostgres.start();
  }

  @Override
  public void beforeAll(ExtensionContext context) throws IOException {
    start();
  }

  @Override
  public void afterAll(ExtensionContext context) throws IOException {
    close();
  }

  /** Settings for a new, empty database. */
  public Settings newDatabase() {
    return newDatabase(Map.of());
  }

  /**
   * @param more settings
   */
  public Settings newDatabase(Map<String, String> more) {
    String name = "journal" + ++databases;
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
