package org.tokentail.config;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.tokentail.TestSettings;

class SettingsReaderTest {
  @Test
  void everythingHasADefault() {
    Settings settings = TestSettings.of(Map.of());

    assertThat(settings.dataDir()).isEqualTo(Path.of("data").toAbsolutePath());
    assertThat(settings.access().key()).isEmpty();
    assertThat(settings.demo()).isFalse();
    assertThat(settings.storage().url()).isEmpty();
    assertThat(settings.writing().pendingTimeout()).isEqualTo(Duration.ofMinutes(5));
    assertThat(settings.stream().maxClients()).isEqualTo(10_000);
  }

  @ParameterizedTest
  @CsvSource({
    "tokentail.stream.max.clients, 0, TOKENTAIL_STREAM_MAX_CLIENTS, from 1 to 100000",
    "tokentail.stream.max.clients, many, TOKENTAIL_STREAM_MAX_CLIENTS, from 1 to 100000",
    "tokentail.pending.timeout.seconds, 86401, TOKENTAIL_PENDING_TIMEOUT_SECONDS, from 1 to 86400",
    "tokentail.demo, yes, TOKENTAIL_DEMO, true or false",
    "tokentail.url, localhost, TOKENTAIL_URL, http or https URL",
    "tokentail.wrong.keys.an.address, 0, TOKENTAIL_WRONG_KEYS_AN_ADDRESS, from 1 to 1000000",
    "tokentail.trusted.proxies, proxy.example, TOKENTAIL_TRUSTED_PROXIES, ranges",
    "tokentail.trusted.proxies, 10.0.0.0/33, TOKENTAIL_TRUSTED_PROXIES, ranges",
    "tokentail.data.dir, a;b, TOKENTAIL_DATA_DIR, without a semicolon"
  })
  void aWrongValueIsReportedWithItsNameAndWhatIsAllowed(
      String property, String value, String name, String allowed) {
    assertThatThrownBy(() -> TestSettings.of(Map.of(property, value)))
        .isInstanceOf(InvalidSettingsException.class)
        .hasMessageContainingAll(name, "'" + value + "'", allowed);
  }

  @Test
  void aDatabaseIsNamedInOneWayOnly() {
    assertThat(TestSettings.of(Map.of("tokentail.db.jndi", "jdbc/tokentail")).storage().jndi())
        .contains("jdbc/tokentail");
    assertThatThrownBy(
            () ->
                TestSettings.of(
                    Map.of(
                        "tokentail.db.jndi", "jdbc/tokentail",
                        "tokentail.db.url", "jdbc:postgresql://db/x?password=hidden",
                        "tokentail.db.password", "hidden")))
        .hasMessageContainingAll("TOKENTAIL_DB_JNDI", "TOKENTAIL_DB_URL", "TOKENTAIL_DB_PASSWORD")
        .message()
        .doesNotContain("hidden");
    assertThatThrownBy(() -> TestSettings.of(Map.of("tokentail.db.jndi", "ldap://elsewhere/x")))
        .hasMessageContaining("TOKENTAIL_DB_JNDI");
  }

  @Test
  void allMistakesAreReportedAtOnce() {
    assertThatThrownBy(
            () -> TestSettings.of(Map.of("tokentail.demo", "1", "tokentail.queue.capacity", "7")))
        .hasMessageContainingAll("TOKENTAIL_DEMO", "TOKENTAIL_QUEUE_CAPACITY");
  }

  @Test
  void secretsStayOutOfMessagesAndText() {
    assertThatThrownBy(() -> TestSettings.of(Map.of("tokentail.key", "se cret")))
        .hasMessageContaining("TOKENTAIL_KEY")
        .message()
        .doesNotContain("se cret");
    assertThatThrownBy(
            () -> TestSettings.of(Map.of("tokentail.db.url", "jdbc:mysql://u:hidden@db/x")))
        .hasMessageContaining("TOKENTAIL_DB_URL is 'jdbc:mysql:")
        .message()
        .doesNotContain("hidden");
    assertThatThrownBy(
            () -> TestSettings.of(Map.of("tokentail.db.url", "jdbc:postgresql://u:hidden@db/x")))
        .hasMessageContaining("TOKENTAIL_DB_USER")
        .message()
        .doesNotContain("hidden");
    Settings settings =
        TestSettings.of(
            Map.of("tokentail.key", "hidden-key-1", "tokentail.db.password", "hidden-word"));
    assertThat(settings.toString()).doesNotContain("hidden");
  }

  @Test
  void aUrlAlwaysEndsWithASlashSoThatPathsResolveUnderIt() {
    Settings settings = TestSettings.of(Map.of("tokentail.url", "https://ops.example/tail"));

    assertThat(settings.url().orElseThrow().resolve("api/health"))
        .hasToString("https://ops.example/tail/api/health");
  }
}
