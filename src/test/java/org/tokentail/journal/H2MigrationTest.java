package org.tokentail.journal;

import java.nio.file.Path;
import org.junit.jupiter.api.io.TempDir;
import org.tokentail.TestSettings;
import org.tokentail.config.Settings;

class H2MigrationTest extends MigrationContract {
  @TempDir private Path directory;
  private int databases;

  @Override
  Settings newDatabase() {
    return TestSettings.h2(directory.resolve("data" + ++databases));
  }
}
