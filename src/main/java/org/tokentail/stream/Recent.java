package org.tokentail.stream;

import java.util.ArrayDeque;
import java.util.Deque;
import org.tokentail.stream.event.ChangeEvents;
import org.tokentail.stream.event.Format;
import org.tokentail.stream.event.View;

/**
 * The last changes themselves, for channels that are made later: a client with a filter of its own
 * finds what it missed in memory too. Guarded by {@link Channels}.
 */
final class Recent {
  private final int max;
  private final long maxBytes;
  private final Deque<ChangeEvents> changes = new ArrayDeque<>();
  private long floor;
  private long bytes;

  /**
   * @param seq the last change that was committed before it began
   * @param max changes kept
   * @param maxBytes what they may have as encoded
   */
  Recent(long seq, int max, long maxBytes) {
    floor = seq;
    this.max = max;
    this.maxBytes = maxBytes;
  }

  void add(ChangeEvents change) {
    changes.add(change);
    bytes += size(change);
    while (changes.size() > max || bytes > maxBytes) {
      ChangeEvents oldest = changes.remove();
      bytes -= size(oldest);
      floor = oldest.seq();
    }
  }

  private static int size(ChangeEvents change) {
    return change.of(View.ALL.filter()).in(Format.SSE).length;
  }

  /** Every change after this one is here. */
  long floor() {
    return floor;
  }

  void appendTo(Channel channel) {
    changes.forEach(channel::append);
  }
}
