package org.tokentail.config;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.inject.Produces;
import jakarta.inject.Singleton;
import java.io.IOException;
import java.io.Reader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.util.Optional;
import java.util.Properties;
import org.eclipse.microprofile.config.Config;
import org.eclipse.microprofile.config.ConfigProvider;

/** Hands out the settings and the clock. */
@ApplicationScoped
public class Configuration {

  /**
   * System properties, environment variables and the server's own sources, as MicroProfile Config
   * orders them; then the file that tokentail.config names, which works alike on every server.
   *
   * @throws InvalidSettingsException when a setting is wrong; the application then does not start
   */
  @Produces
  @Singleton
  Settings settings() {
    Config config = ConfigProvider.getConfig();
    Properties file = file(config.getOptionalValue("tokentail.config", String.class));
    try {
      return new SettingsReader(
              name ->
                  config
                      .getOptionalValue(name, String.class)
                      .or(() -> Optional.ofNullable(file.getProperty(name))))
          .read();
    } catch (InvalidSettingsException e) {
      StartFailure.report(e.getMessage());
      throw e;
    }
  }

  @Produces
  @Singleton
  Clock clock() {
    return Clock.systemUTC();
  }

  private static Properties file(Optional<String> path) {
    Properties properties = new Properties();
    path.ifPresent(
        name -> {
          try (Reader reader = Files.newBufferedReader(Path.of(name))) {
            properties.load(reader);
          } catch (IOException | IllegalArgumentException e) {
            throw new IllegalStateException(
                "Tokentail cannot start: TOKENTAIL_CONFIG is '%s', but must be a readable properties file."
                    .formatted(name),
                e);
          }
        });
    return properties;
  }
}
