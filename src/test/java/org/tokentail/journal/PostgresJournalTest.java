package org.tokentail.journal;

import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.io.IOException;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.tokentail.TestSettings;
import org.tokentail.config.Settings;

class PostgresJournalTest extends JournalContract {
  private static final AtomicInteger DATABASES = new AtomicInteger();
  private static EmbeddedPostgres postgres;

  private String name;

  @BeforeAll
  static void start() throws IOException {
    postgres = EmbeddedPostgres.start();
  }

  @AfterAll
  static void stop() throws IOException {
    postgres.close();
  }

  @BeforeEach
  @Override
  void open() {
    name = name == null ? create() : name;
    super.open();
  }

  @Override
  Settings settings() {
    return TestSettings.of(
        Map.of(
            "tokentail.db.url", postgres.getJdbcUrl("postgres", name),
            "tokentail.db.user", "postgres",
            "tokentail.db.password", "postgres"));
  }

  private static String create() {
    String database = "journal" + DATABASES.incrementAndGet();
    try (Connection connection = postgres.getPostgresDatabase().getConnection();
        Statement statement = connection.createStatement()) {
      statement.execute("create database " + database);
      return database;
    } catch (SQLException e) {
      throw new IllegalStateException(e);
    }
  }
}
