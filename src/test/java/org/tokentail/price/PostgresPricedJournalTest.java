package org.tokentail.price;

import org.junit.jupiter.api.extension.RegisterExtension;
import org.tokentail.config.Settings;
import org.tokentail.journal.TestPostgres;

class PostgresPricedJournalTest extends PricedJournalContract {
  @RegisterExtension static final TestPostgres POSTGRES = new TestPostgres();

  @Override
  Settings settings() {
    return POSTGRES.newDatabase();
  }
}
