package org.tokentail.stats;

import org.junit.jupiter.api.extension.RegisterExtension;
import org.tokentail.journal.TestJournal;
import org.tokentail.journal.TestPostgres;

class PostgresLookUpsTest extends LookUpsContract {
  @RegisterExtension static final TestPostgres POSTGRES = new TestPostgres();

  @Override
  TestJournal journal() {
    return new TestJournal(POSTGRES.newDatabase());
  }
}
