package org.tokentail.journal;

import org.junit.jupiter.api.extension.RegisterExtension;
import org.tokentail.config.Settings;

class PostgresMigrationTest extends MigrationContract {
  @RegisterExtension static final TestPostgres POSTGRES = new TestPostgres();

  @Override
  Settings newDatabase() {
    return POSTGRES.newDatabase();
  }
}
