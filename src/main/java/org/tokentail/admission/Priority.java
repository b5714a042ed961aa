package org.tokentail.admission;

/** How soon a reader's question has its turn. */
public enum Priority {
  /** What a page shows first: records, totals, active sessions. */
  PAGE,
  /** What looks through many records: searches by text, facets, histories. */
  ANALYSIS,
  /** The next part of a file that is being written. It is bounded by the number of exports. */
  EXPORT
}
