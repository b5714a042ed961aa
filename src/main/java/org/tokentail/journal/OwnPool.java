package org.tokentail.journal;

import com.zaxxer.hikari.HikariConfig;
import com.zaxxer.hikari.HikariDataSource;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.util.Map;
import javax.sql.DataSource;
import org.flywaydb.core.api.configuration.FluentConfiguration;
import org.tokentail.config.Settings;

/** Tokentail's own pool, on the configured URL or on H2 in the data directory. */
record OwnPool(HikariDataSource pool) implements Connections {
  private static final String H2 = "jdbc:h2:";

  /** So long a call waits for a connection before it hears that the database does not answer. */
  private static final int CONNECT_TIMEOUT_MS = 3_000;

  /** Less than that, so that there is time left to open a new connection instead of a dead one. */
  private static final int VALIDATION_TIMEOUT_MS = 1_500;

  /** Idle connections are tried out, so that whatever forgets them on the way does not. */
  private static final int KEEPALIVE_MS = 30_000;

  /**
   * Seconds. A database whose machine vanishes says nothing more, and without the second one a
   * commit would wait for it for a quarter of an hour. Options of the URL win over these.
   */
  private static final Map<String, String> POSTGRES_OPTIONS =
      Map.of(
          "connectTimeout", "3",
          "socketTimeout", "30",
          "tcpKeepAlive", "true",
          // A batch of new rows is one message instead of a hundred.
          "reWriteBatchedInserts", "true",
          "ApplicationName", "tokentail");

  static OwnPool open(Settings settings) {
    if (settings.storage().url().isEmpty()) {
      createDirectory(settings);
    }
    return new OwnPool(new HikariDataSource(config(settings)));
  }

  private static HikariConfig config(Settings settings) {
    Settings.Storage storage = settings.storage();
    HikariConfig config = new HikariConfig();
    config.setPoolName("tokentail");
    config.setJdbcUrl(url(settings));
    config.setUsername(storage.user().orElse(storage.url().isPresent() ? null : "tokentail"));
    config.setPassword(storage.password().orElse(storage.url().isPresent() ? null : ""));
    config.setMaximumPoolSize(storage.poolSize());
    config.setConnectionTimeout(CONNECT_TIMEOUT_MS);
    config.setValidationTimeout(VALIDATION_TIMEOUT_MS);
    config.setKeepaliveTime(KEEPALIVE_MS);
    // Named, since a driver in a WAR does not register itself with every server.
    if (config.getJdbcUrl().startsWith(H2)) {
      config.setDriverClassName("org.h2.Driver");
    } else {
      config.setDriverClassName("org.postgresql.Driver");
      POSTGRES_OPTIONS.forEach(config::addDataSourceProperty);
    }
    return config;
  }

  static String url(Settings settings) {
    // The pool closes the database; H2's own shutdown hook would close it under our last commits.
    return settings
        .storage()
        .url()
        .orElseGet(
            () -> H2 + "file:%s/tokentail;DB_CLOSE_ON_EXIT=FALSE".formatted(settings.dataDir()));
  }

  /** Whether the database lives in this process: then there is nothing to wait for. */
  static boolean isEmbedded(Settings settings) {
    return settings.storage().jndi().isEmpty()
        && url(settings).startsWith(H2)
        && !url(settings).matches("jdbc:h2:(tcp|ssl):.*");
  }

  private static void createDirectory(Settings settings) {
    try {
      Files.createDirectories(settings.dataDir());
    } catch (IOException e) {
      throw new UncheckedIOException(
          "TOKENTAIL_DATA_DIR cannot be created: " + settings.dataDir(), e);
    }
  }

  @Override
  public DataSource dataSource() {
    return pool;
  }

  @Override
  public FluentConfiguration migratedBy(FluentConfiguration flyway) {
    // Without the time limits of the pool.
    return pool.getJdbcUrl().startsWith(H2)
        ? flyway.dataSource(pool)
        : flyway.dataSource(pool.getJdbcUrl(), pool.getUsername(), pool.getPassword());
  }

  @Override
  public void close() {
    pool.close();
  }
}
