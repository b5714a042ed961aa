package org.tokentail.stats;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.function.UnaryOperator;
import java.util.stream.IntStream;
import org.jdbi.v3.core.statement.Query;
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
    try (TestJournal opened = filled()) {
      assertThat(
              scanned(
                  opened, SessionSums.SELECT, query -> query.bindArray("ids", String.class, ASKED)))
          .isLessThan(RECORDS / 10);

      LogFilter filter = LogFilter.parse(Map.of("sessionId", ASKED));
      for (IndexedPart part : IndexedPart.of(filter, Dialect.H2)) {
        SqlCondition condition = part.filter().sql();
        condition.and(
            "initial_time < :to", "to", Journal.sqlTime(Updates.START.plusSeconds(86_400)));
        String sql =
            "select count(*), max(price) from request_log " + part.hint() + condition.where();
        assertThat(scanned(opened, sql, query -> query.bindMap(condition.bindings())))
            .isLessThan(RECORDS / 10);
      }
    }
  }

  @Test
  void onlyTheLatestChangesAreRead() {
    try (TestJournal opened = filled()) {
      assertThat(
              scanned(
                  opened,
                  LatestSessions.PAGE,
                  query -> query.bind("before", Long.MAX_VALUE).bind("limit", 10)))
          .isLessThan(RECORDS / 10);
    }
  }

  private TestJournal filled() {
    TestJournal opened = new TestJournal(directory);
    opened.journal().append(IntStream.range(0, RECORDS).mapToObj(i -> update(i)).toList());
    return opened;
  }

  /** How many entries H2 has looked at, as it says in a comment of the plan. */
  private static int scanned(TestJournal opened, String sql, UnaryOperator<Query> bound) {
    String plan =
        opened
            .database()
            .withHandle(
                handle ->
                    bound
                        .apply(handle.createQuery("explain analyze " + sql))
                        .mapTo(String.class)
                        .one());
    return Integer.parseInt(plan.replaceAll("(?s).*scanCount: (\\d+).*", "$1"));
  }
}
