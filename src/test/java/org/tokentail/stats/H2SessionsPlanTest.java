package org.tokentail.stats;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.tokentail.journal.Dialect;
import org.tokentail.journal.IndexedPart;
import org.tokentail.journal.Journal;
import org.tokentail.journal.LogFilter;
import org.tokentail.journal.SqlCondition;
import org.tokentail.journal.TestJournal;
import org.tokentail.log.Caller;
import org.tokentail.log.LogUpdate;
import org.tokentail.log.Target;
import org.tokentail.log.Updates;

/** H2 must not read records of other sessions: in a large table that takes minutes. */
class H2SessionsPlanTest {
  private static final int RECORDS = 3_000;
  private static final int SESSIONS = 300;
  private static final List<String> ASKED = List.of("s1", "s2", "s3");

  @TempDir private Path directory;

  private static LogUpdate update(int i) {
    Caller caller = new Caller("client", "s" + i % SESSIONS, null, null, null);
    return Updates.called("r" + i, Target.UNKNOWN, caller);
  }

  @Test
  void onlyTheSessionsAskedForAreRead() {
    try (TestJournal opened = new TestJournal(directory)) {
      opened.journal().append(IntStream.range(0, RECORDS).mapToObj(i -> update(i)).toList());
      Object later = Journal.sqlTime(Updates.START.plusSeconds(86_400));

      String older =
          opened
              .database()
              .withHandle(
                  handle ->
                      handle
                          .createQuery("explain analyze " + CountersQuery.SESSIONS)
                          .bindArray("ids", String.class, ASKED.toArray())
                          .bind("from", later)
                          .mapTo(String.class)
                          .one());
      assertThat(scanned(older)).isLessThan(RECORDS / 10);

      LogFilter filter = LogFilter.parse(Map.of("sessionId", ASKED));
      for (IndexedPart part : IndexedPart.of(filter, Dialect.H2)) {
        SqlCondition condition = part.filter().sql();
        condition.and("initial_time < :to", "to", later);
        String plan =
            opened
                .database()
                .withHandle(
                    handle ->
                        handle
                            .createQuery(
                                "explain analyze select count(*), max(price) from request_log "
                                    + part.hint()
                                    + condition.where())
                            .bindMap(condition.bindings())
                            .mapTo(String.class)
                            .one());
        assertThat(scanned(plan)).isLessThan(RECORDS / 10);
      }
    }
  }

  /** How many entries H2 has looked at, as it says in a comment of the plan. */
  private static int scanned(String plan) {
    return Integer.parseInt(plan.replaceAll("(?s).*scanCount: (\\d+).*", "$1"));
  }
}
