package org.tokentail.stats;

import org.tokentail.log.LogsChanged.Change;

/**
 * What the counters need of a change.
 *
 * @param before null for a new record
 */
record Step(Counted before, Counted after) {
  static Step of(Change change) {
    return new Step(Counted.of(change.before()), Counted.of(change.after()));
  }

  long seq() {
    return after.seq();
  }
}
