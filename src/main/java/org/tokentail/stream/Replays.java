package org.tokentail.stream;

import java.util.concurrent.Executor;
import org.tokentail.journal.Journal;
import org.tokentail.journal.LogFilter;

/**
 * Where replays come from.
 *
 * @param executor reads the journal
 * @param wake wakes the fan-out thread
 */
record Replays(Journal journal, String epoch, Executor executor, Runnable wake) {
  Replay begin(LogFilter filter, long seq) {
    return new Replay(this, filter, seq);
  }
}
