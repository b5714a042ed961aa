package org.tokentail.gateway.bodies;

import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import org.junit.jupiter.api.io.TempDir;
import org.tokentail.TestSettings;
import org.tokentail.config.Settings;

class H2BodyStoreTest extends BodyStoreContract {
  @TempDir private Path directory;

  @Override
  Settings settings() {
    Map<String, String> values = new HashMap<>(KEPT);
    values.put("tokentail.data.dir", directory.toString());
    return TestSettings.of(values);
  }
}
