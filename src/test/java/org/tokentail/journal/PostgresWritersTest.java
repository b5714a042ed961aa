package org.tokentail.journal;

import java.io.IOException;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.tokentail.config.Settings;

class PostgresWritersTest extends WritersContract {
  private static TestPostgres postgres;

  private Settings settings;

  @BeforeAll
  static void start() throws IOException {
    postgres = new TestPostgres();
  }

  @AfterAll
  static void stop() throws IOException {
    postgres.close();
  }

  @Override
  Settings settings() {
    settings = settings == null ? postgres.newDatabase() : settings;
    return settings;
  }
}
