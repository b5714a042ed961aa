package org.tokentail.journal;

import javax.sql.DataSource;
import org.flywaydb.core.api.configuration.FluentConfiguration;
import org.tokentail.config.Settings;

/** Where connections come from. Thread-safe. */
sealed interface Connections extends AutoCloseable permits OwnPool, OperatorsPool {

  /**
   * @throws UnusableDatabaseException when there is no such database, whatever happens
   * @throws RuntimeException when it cannot be reached
   */
  static Connections open(Settings settings) {
    return settings
        .storage()
        .jndi()
        .<Connections>map(OperatorsPool::lookUp)
        .orElseGet(() -> OwnPool.open(settings));
  }

  DataSource dataSource();

  /** Which connections migrations use: they may take longer than any call. */
  FluentConfiguration migratedBy(FluentConfiguration flyway);

  /** For what the operator made, nothing. */
  @Override
  void close();

  /** What the database is called in messages: without password or options. */
  static String name(Settings settings) {
    Settings.Storage storage = settings.storage();
    // The options may carry a password.
    return storage.jndi().orElseGet(() -> OwnPool.url(settings).split("[;?]", 2)[0]);
  }
}
