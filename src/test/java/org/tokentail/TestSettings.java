package org.tokentail;

import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import org.tokentail.config.Settings;
import org.tokentail.config.SettingsReader;

/** Settings as the reader makes them, with the data in a directory of the test's. */
public final class TestSettings {
  private TestSettings() {}

  public static Settings h2(Path dataDir) {
    return of(Map.of("tokentail.data.dir", dataDir.toString()));
  }

  public static Settings of(Map<String, String> properties) {
    Map<String, String> values = new HashMap<>(properties);
    return new SettingsReader(name -> Optional.ofNullable(values.get(name))).read();
  }
}
