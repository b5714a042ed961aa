package org.tokentail.stream;

import java.nio.file.Path;
import org.junit.jupiter.api.io.TempDir;
import org.tokentail.TestSettings;
import org.tokentail.config.Settings;

class H2ReadersTest extends ReadersContract {
  @TempDir private Path directory;

  @Override
  Settings settings() {
    return TestSettings.h2(directory);
  }

  @Override
  String endless() {
    return "select count(*) from system_range(1, 10000000) a, system_range(1, 10000000) b";
  }
}
