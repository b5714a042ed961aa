package org.tokentail.load;

/** What a publisher sends. Thread-safe. */
public interface Records {
  /** A new, finished request each time. */
  Records FINISHED = LoadRecord::append;

  /**
   * Appends one as a JSON object.
   *
   * @param run what the ids of this run begin with
   * @param seq 0, 1, 2 and so on
   * @param sentAt epoch nanoseconds, in its metadata as "t"
   */
  void append(StringBuilder json, String run, long seq, long sentAt);
}
