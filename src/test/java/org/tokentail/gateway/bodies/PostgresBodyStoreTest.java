package org.tokentail.gateway.bodies;

import java.io.IOException;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.tokentail.config.Settings;
import org.tokentail.journal.TestPostgres;

class PostgresBodyStoreTest extends BodyStoreContract {
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
  Settings settings() {
    return postgres.newDatabase(KEPT);
  }
}
