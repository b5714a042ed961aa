package org.tokentail.stream;

/**
 * Where a client's stream begins.
 *
 * @param seq it gets every change after this one
 * @param resumed it asked for this position
 * @param replayed changes or records between the position and now
 * @param resetReason why it does not get the position it asked for; null: it does, or asked for
 *     none
 */
record Position(long seq, boolean resumed, int replayed, String resetReason) {
  static Position live(long seq) {
    return new Position(seq, false, 0, null);
  }

  static Position resumed(long seq, int replayed) {
    return new Position(seq, true, replayed, null);
  }

  static Position reset(long seq, String reason) {
    return new Position(seq, false, 0, reason);
  }
}
