package org.tokentail.gateway.bodies;

import org.junit.jupiter.api.extension.RegisterExtension;
import org.tokentail.config.Settings;
import org.tokentail.journal.TestPostgres;

class PostgresBodyStoreTest extends BodyStoreContract {
  @RegisterExtension static final TestPostgres POSTGRES = new TestPostgres();

  @Override
  Settings settings() {
    return POSTGRES.newDatabase(KEPT);
  }
}
