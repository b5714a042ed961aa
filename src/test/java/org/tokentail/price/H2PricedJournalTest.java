package org.tokentail.price;

import java.nio.file.Path;
import org.junit.jupiter.api.io.TempDir;
import org.tokentail.TestSettings;
import org.tokentail.config.Settings;

class H2PricedJournalTest extends PricedJournalContract {
  @TempDir private Path directory;

  @Override
  Settings settings() {
    return TestSettings.h2(directory);
  }
}
