package org.tokentail.stats;

import java.util.Collection;
import java.util.HashMap;
import java.util.Map;
import java.util.function.UnaryOperator;

/**
 * Some sessions with all of their records, which follow the feed from the position they were read
 * at. Not thread-safe.
 */
final class WholeSessions {
  private final Map<String, SessionTally> byId = new HashMap<>();
  private final UnaryOperator<Counted> named;
  private long seq;

  /**
   * @param models the model of a row as it is counted
   * @param named a record as it is counted
   */
  WholeSessions(SessionsFound found, UnaryOperator<String> models, UnaryOperator<Counted> named) {
    found.ids().forEach(id -> byId.put(id, new SessionTally(id, SessionTally.WHOLE)));
    found.rows().forEach(row -> byId.get(row.id()).add(row, models.apply(row.model())));
    this.named = named;
    seq = found.seq();
  }

  /** Takes a change; nothing where it was read already, and where one is missing before it. */
  void take(Step step) {
    if (step.seq() == seq + 1) {
      seq++;
      SessionTally joined = byId.get(step.after().session());
      if (joined != null) {
        joined.add(named.apply(step.after()));
      }
      SessionTally left = step.before() == null ? null : byId.get(step.before().session());
      if (left != null) {
        left.takeOut(named.apply(step.before()));
      }
    }
  }

  /** The last change that is in them. */
  long seq() {
    return seq;
  }

  /** Some may be empty. */
  Collection<SessionTally> all() {
    return byId.values();
  }
}
