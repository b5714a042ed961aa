package org.tokentail.stream;

import org.junit.jupiter.api.extension.RegisterExtension;
import org.tokentail.config.Settings;
import org.tokentail.journal.TestPostgres;

class PostgresReadersTest extends ReadersContract {
  @RegisterExtension static final TestPostgres POSTGRES = new TestPostgres();

  private Settings settings;

  @Override
  Settings settings() {
    if (settings == null) {
      settings = POSTGRES.newDatabase();
    }
    return settings;
  }

  @Override
  String endless() {
    return "select pg_sleep(60)";
  }
}
