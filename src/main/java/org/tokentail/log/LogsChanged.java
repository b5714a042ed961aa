package org.tokentail.log;

import java.util.List;

/**
 * Fired after a commit, once a batch: what was committed, in the order of the feed, without gaps.
 * Never empty.
 */
public record LogsChanged(List<Change> changes) {
  public LogsChanged {
    changes = List.copyOf(changes);
  }

  /**
   * One change.
   *
   * @param before the record as it was; null for a new one
   * @param after the record as it is now
   */
  public record Change(RequestLog before, RequestLog after) {}
}
