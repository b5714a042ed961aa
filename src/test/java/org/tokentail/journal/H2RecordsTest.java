package org.tokentail.journal;

import java.nio.file.Path;
import org.junit.jupiter.api.io.TempDir;
import org.tokentail.TestSettings;
import org.tokentail.config.Settings;

class H2RecordsTest extends RecordsContract {
  @TempDir private Path directory;

  @Override
  Settings settings() {
    return TestSettings.h2(directory);
  }
}
