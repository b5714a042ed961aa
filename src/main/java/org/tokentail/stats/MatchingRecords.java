package org.tokentail.stats;

import java.time.Instant;
import java.util.List;
import java.util.Set;
import org.jdbi.v3.core.Handle;
import org.tokentail.journal.Dialect;
import org.tokentail.journal.IndexedPart;
import org.tokentail.journal.Journal;
import org.tokentail.journal.LogFilter;
import org.tokentail.journal.SqlCondition;
import org.tokentail.rollup.Family;
import org.tokentail.rollup.RecordRow;
import org.tokentail.rollup.RollupKey;
import org.tokentail.rollup.RollupReader;

/** The records of a filter, each as a sum of its own. */
final class MatchingRecords {
  private final Handle handle;
  private final List<IndexedPart> parts;

  MatchingRecords(Handle handle, LogFilter filter, Dialect dialect) {
    this.handle = handle;
    this.parts = IndexedPart.of(filter, dialect);
  }

  void read(long fromMinute, long toMinute, Set<Family> families, RollupReader.Sink sink) {
    parts.forEach(part -> read(part, fromMinute, toMinute, families, sink));
  }

  private void read(
      IndexedPart part,
      long fromMinute,
      long toMinute,
      Set<Family> families,
      RollupReader.Sink sink) {
    SqlCondition condition = part.filter().sql();
    condition.and("initial_time >= :from", "from", time(fromMinute));
    condition.and("initial_time < :to", "to", time(toMinute));
    handle
        .createQuery(RecordRow.SELECT + part.hint() + condition.where())
        .bindMap(condition.bindings())
        .setFetchSize(1_000)
        .map((row, context) -> RecordRow.read(row))
        .forEach(row -> give(row, families, sink));
  }

  private static void give(RecordRow row, Set<Family> families, RollupReader.Sink sink) {
    RollupKey target = row.target();
    RollupKey client = row.client();
    if (families.contains(Family.TARGET)) {
      sink.add(row.minute(), target, row.sum());
    }
    if (families.contains(Family.CLIENT) && !client.client().isEmpty()) {
      sink.add(row.minute(), client, row.sum());
    }
  }

  private static Object time(long minute) {
    return Journal.sqlTime(Instant.ofEpochSecond(minute * 60));
  }
}
