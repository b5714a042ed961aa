package org.tokentail.journal;

import org.junit.jupiter.api.extension.RegisterExtension;
import org.tokentail.config.Settings;

class PostgresRecordsTest extends RecordsContract {
  @RegisterExtension static final TestPostgres POSTGRES = new TestPostgres();

  @Override
  Settings settings() {
    return POSTGRES.newDatabase();
  }
}
