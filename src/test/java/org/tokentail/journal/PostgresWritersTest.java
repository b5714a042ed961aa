package org.tokentail.journal;

import org.junit.jupiter.api.extension.RegisterExtension;
import org.tokentail.config.Settings;

class PostgresWritersTest extends WritersContract {
  @RegisterExtension static final TestPostgres POSTGRES = new TestPostgres();

  private final Settings settings = POSTGRES.newDatabase();

  @Override
  Settings settings() {
    return settings;
  }
}
