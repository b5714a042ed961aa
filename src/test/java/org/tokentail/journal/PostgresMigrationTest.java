package org.tokentail.journal;

import java.io.IOException;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.tokentail.config.Settings;

class PostgresMigrationTest extends MigrationContract {
  private static TestPostgres postgres;

  @BeforeAll
  static void start() throws IOException {
    postgres = new TestPostgres();
  }

  @AfterAll
  static void stop() throws IOException {
    postgres.close();
  }

  @Override
  Settings newDatabase() {
    return postgres.newDatabase();
  }
}
