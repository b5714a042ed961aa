package org.tokentail.stats;

import java.time.Instant;
import org.tokentail.log.Caller;
import org.tokentail.log.RequestLog;
import org.tokentail.log.Timing;

/**
 * What the counters need of a record: small, so that changes can be held while the counters load.
 *
 * @param seq of the record's last change
 * @param start its initial time
 * @param activity its end, or its start while it has none
 * @param session null when none is known
 * @param client null when none is known
 */
record Counted(
    long seq, Instant start, Instant activity, String session, String client, Group group) {

  /** Null for null. */
  static Counted of(RequestLog log) {
    if (log == null) {
      return null;
    }
    Timing timing = log.state().timing();
    Caller caller = log.state().caller();
    Instant end = timing.completeTime();
    return new Counted(
        log.seq(),
        timing.initialTime(),
        end == null ? timing.initialTime() : end,
        caller.sessionId(),
        caller.clientId(),
        Group.of(log));
  }
}
