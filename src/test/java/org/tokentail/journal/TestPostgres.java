package org.tokentail.journal;

import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.io.IOException;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.Map;
import org.tokentail.TestSettings;
import org.tokentail.config.Settings;

/** A PostgreSQL server of the test's own. */
public final class TestPostgres implements AutoCloseable {
  private final EmbeddedPostgres server;
  private int databases;

  public TestPostgres() throws IOException {
    server = EmbeddedPostgres.start();
  }

  /** Settings for a new, empty database. */
  public Settings newDatabase() {
    String name = "journal" + ++databases;
    try (Connection connection = server.getPostgresDatabase().getConnection();
        Statement statement = connection.createStatement()) {
      statement.execute("create database " + name);
    } catch (SQLException e) {
      throw new IllegalStateException(e);
    }
    return TestSettings.of(
        Map.of(
            "tokentail.db.url", server.getJdbcUrl("postgres", name),
            "tokentail.db.user", "postgres",
            "tokentail.db.password", "postgres"));
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
