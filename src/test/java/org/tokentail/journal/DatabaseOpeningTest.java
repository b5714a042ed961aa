package org.tokentail.journal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.tokentail.TestSettings;
import org.tokentail.log.UnavailableException;

class DatabaseOpeningTest {
  @TempDir private Path directory;

  @Test
  void aDatabaseThatDoesNotAnswerIsNamedWithoutSecretsAndMayBeTriedAgain() {
    // Nobody listens at port 1.
    Database database = database("jdbc:postgresql://127.0.0.1:1/tail?password=hidden", "hidden");

    assertThatThrownBy(database::open)
        .isInstanceOf(UnavailableException.class)
        .hasMessageContaining("jdbc:postgresql://127.0.0.1:1/tail ")
        .message()
        .doesNotContain("hidden");
    assertThatThrownBy(() -> database.withHandle(handle -> 1))
        .isInstanceOf(UnavailableException.class);
    assertThat(database.answers()).isFalse();
    database.close();
  }

  @Test
  void aHostThatNobodyKnowsMayAppear() {
    assertThatThrownBy(database("jdbc:postgresql://nobody.invalid/tail", null)::open)
        .isInstanceOf(UnavailableException.class)
        .hasMessageContaining("UnknownHostException");
  }

  @Test
  void waitingHelpsNeitherAUrlThatIsNoneNorAnUnknownDatabase() throws Exception {
    assertThatThrownBy(database("jdbc:postgresql:/nowhere?port=x", null)::open)
        .isInstanceOf(UnusableDatabaseException.class);
    try (TestPostgres postgres = TestPostgres.started()) {
      String url = postgres.newDatabase().storage().url().orElseThrow();
      String unknown = url.replaceFirst("journal\\d+", "unknown");
      assertThatThrownBy(database(unknown, null)::open)
          .isInstanceOf(UnusableDatabaseException.class)
          .hasMessageContaining("\"unknown\" does not exist");
    }
  }

  @Test
  void nobodyWaitsForAnEmbeddedDatabase() {
    try (TestJournal first = new TestJournal(directory)) {
      assertThat(first.journal().head().seq()).isZero();
      Database second = database("jdbc:h2:file:" + directory.resolve("tokentail"), "wrong");
      assertThatThrownBy(second::open).isInstanceOf(UnusableDatabaseException.class);
    }
  }

  @Test
  void anOldOrForeignDatabaseIsRefusedWithBothVersions() {
    assertThat(Dialect.of("PostgreSQL", 14, "14.22")).isEqualTo(Dialect.POSTGRES);
    assertThat(Dialect.of("H2", 2, "2.4.240")).isEqualTo(Dialect.H2);
    assertThatThrownBy(() -> Dialect.of("PostgreSQL", 13, "13.22"))
        .isInstanceOf(UnusableDatabaseException.class)
        .hasMessageContainingAll("13.22", "14 or later");
    assertThatThrownBy(() -> Dialect.of("MySQL", 8, "8.4.0"))
        .isInstanceOf(UnusableDatabaseException.class)
        .hasMessageContainingAll("MySQL 8.4.0", "PostgreSQL");
  }

  private static Database database(String url, String password) {
    Map<String, String> settings = new HashMap<>(Map.of("tokentail.db.url", url));
    if (password != null) {
      settings.put("tokentail.db.password", password);
    }
    return new Database(TestSettings.of(settings));
  }
}
