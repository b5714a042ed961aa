package org.tokentail.stats;

import java.io.IOException;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.tokentail.journal.TestJournal;
import org.tokentail.journal.TestPostgres;

class PostgresRollupsTest extends RollupsContract {
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
  TestJournal journal() {
    return new TestJournal(postgres.newDatabase());
  }
}
