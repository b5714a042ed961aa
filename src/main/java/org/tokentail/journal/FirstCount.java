package org.tokentail.journal;

import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.List;
import org.jdbi.v3.core.Handle;
import org.tokentail.log.RequestLog;
import org.tokentail.rollup.RollupState;
import org.tokentail.rollup.Rollups;

/**
 * Counts the records of a database that comes from a version without sums; once, in the transaction
 * of the start.
 */
final class FirstCount {
  private static final System.Logger LOG = System.getLogger(FirstCount.class.getName());
  private static final int PAGE = 5_000;
  private static final int LOG_EVERY = 500_000;

  private final Handle handle;
  private final Rollups rollups;

  FirstCount(Handle handle, Rollups rollups) {
    this.handle = handle;
    this.rollups = rollups;
  }

  JournalRow run(JournalRow row) {
    RollupState state = Rollups.EMPTY;
    long records = 0;
    List<RequestLog> page = RequestLogRow.since(handle, 0, PAGE);
    if (!page.isEmpty()) {
      LOG.log(System.Logger.Level.INFO, "Records are counted, once; this may take minutes");
      state = Rollups.begin(now());
    }
    while (!page.isEmpty()) {
      state = rollups.add(handle, state, page);
      records += page.size();
      if (records % LOG_EVERY == 0) {
        LOG.log(System.Logger.Level.INFO, "{0} records counted", records);
      }
      page = RequestLogRow.since(handle, page.get(page.size() - 1).seq(), PAGE);
    }
    return row.changed(row.seq(), records, state);
  }

  private Instant now() {
    return handle.select("select current_timestamp").mapTo(OffsetDateTime.class).one().toInstant();
  }
}
