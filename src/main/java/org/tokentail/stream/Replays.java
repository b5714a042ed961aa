package org.tokentail.stream;

import java.util.concurrent.Executor;
import org.tokentail.journal.Journal;
import org.tokentail.stream.event.View;

/**
 * Where replays come from.
 *
 * @param executor reads the journal
 * @param wake wakes the fan-out thread
 */
record Replays(Journal journal, String epoch, Executor executor, Runnable wake) {
  Replay begin(View view, long seq) {
    return new Replay(this, view, seq);
  }
}
