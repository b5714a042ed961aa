package org.tokentail.security;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.tokentail.TestSettings;
import org.tokentail.config.Settings;

class AccessKeyTest {
  @TempDir private Path directory;

  @Test
  void aConfiguredKeyIsTheKeyAndNoFileIsWritten() throws IOException {
    Settings settings =
        TestSettings.of(
            Map.of("tokentail.data.dir", directory.toString(), "tokentail.key", "my-own-key"));
    AccessKey key = loaded(settings);

    assertThat(key.matches("my-own-key")).isTrue();
    assertThat(key.matches("my-own-ke")).isFalse();
    assertThat(key.matches("")).isFalse();
    assertThat(key.isGenerated()).isFalse();
    try (Stream<Path> files = Files.list(directory)) {
      assertThat(files).isEmpty();
    }
  }

  @Test
  void aKeyIsGeneratedOnceAndReadableByItsOwnerOnly() throws IOException {
    AccessKey first = loaded(TestSettings.h2(directory));
    AccessKey second = loaded(TestSettings.h2(directory));

    assertThat(first.isGenerated()).isTrue();
    assertThat(second.matches(first.reveal())).isTrue();
    assertThat(first.reveal()).hasSizeGreaterThan(30);
    try (Stream<Path> files = Files.list(directory)) {
      Path file = files.reduce((one, other) -> other).orElseThrow();
      assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(file)))
          .isEqualTo("rw-------");
    }
  }

  @Test
  void aDamagedKeyFileOpensNothing() throws IOException {
    Files.writeString(directory.resolve("access-key"), "");

    assertThatThrownBy(() -> loaded(TestSettings.h2(directory)))
        .hasMessageContainingAll("access-key", "damaged", "TOKENTAIL_KEY");
  }

  private static AccessKey loaded(Settings settings) {
    AccessKey key = new AccessKey(settings);
    key.load();
    return key;
  }
}
