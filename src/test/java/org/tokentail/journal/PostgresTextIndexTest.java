package org.tokentail.journal;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.tokentail.config.Settings;
import org.tokentail.log.RequestLog;
import org.tokentail.log.RequestStatus;
import org.tokentail.log.Updates;

class PostgresTextIndexTest {
  @RegisterExtension static final TestPostgres POSTGRES = new TestPostgres();

  @Test
  void newTextsAreFoundBeforeAndAfterTheyAreTakenIn() {
    try (TestJournal opened = new TestJournal(POSTGRES.newDatabase())) {
      Upkeep upkeep = new Upkeep(opened.database(), opened.journal());
      opened
          .journal()
          .append(
              List.of(
                  Updates.of("needle-1", null),
                  Updates.of("needle-2", null),
                  Updates.of("needle-3", RequestStatus.COMPLETED)));
      assertThat(found(opened.journal(), "edle-2")).containsExactly("needle-2");
      assertThat(found(opened.journal(), "edle-3")).containsExactly("needle-3");

      assertThat(upkeep.indexTexts()).isPositive();
      assertThat(upkeep.indexTexts()).isZero();
      assertThat(found(opened.journal(), "edle-2")).containsExactly("needle-2");
      assertThat(found(opened.journal(), "edle-3")).containsExactly("needle-3");

      opened.journal().append(List.of(Updates.of("needle-2", RequestStatus.COMPLETED)));
      assertThat(found(opened.journal(), "edle-2")).containsExactly("needle-2");
    }
  }

  @Test
  void anIndexOfAnEarlierVersionGetsTheLongList() {
    Settings settings = POSTGRES.newDatabase();
    try (TestJournal opened = new TestJournal(settings)) {
      assertThat(options(opened)).isEqualTo("{gin_pending_list_limit=32768}");
      opened
          .database()
          .withHandle(
              handle ->
                  handle.execute("alter index request_log_text reset (gin_pending_list_limit)"));
      assertThat(options(opened)).isNull();
    }
    try (TestJournal opened = new TestJournal(settings)) {
      assertThat(options(opened)).isEqualTo("{gin_pending_list_limit=32768}");
    }
  }

  private static String options(TestJournal opened) {
    return opened
        .database()
        .withHandle(
            handle ->
                handle
                    .select(
                        "select reloptions::text from pg_class where relname = 'request_log_text'")
                    .mapTo(String.class)
                    .one());
  }

  private static List<String> found(Journal journal, String text) {
    LogFilter filter = LogFilter.parse(Map.of("q", List.of(text)));
    return journal
        .newest(new PageRequest(filter, Optional.empty(), null, null, 10))
        .records()
        .stream()
        .map(RequestLog::id)
        .toList();
  }
}
