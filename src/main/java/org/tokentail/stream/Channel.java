package org.tokentail.stream;

import org.tokentail.stream.event.ChangeEvents;
import org.tokentail.stream.event.Event;
import org.tokentail.stream.event.View;
import org.tokentail.stream.page.PageCursor;
import org.tokentail.stream.page.PageLog;

/** What all clients with one view get: their log of bytes. Guarded by {@link Channels}. */
final class Channel {
  /** What a client may hold in memory at most, wherever the log itself ends. */
  private static final long MAX_LAG_BYTES = 32L * 1024 * 1024;

  private final View view;
  private final PageLog log;
  private final int maxLag;
  private int clients;

  /**
   * @param maxLag frames that a client may be behind
   */
  Channel(View view, PageLog log, int maxLag) {
    this.view = view;
    this.log = log;
    this.maxLag = maxLag;
  }

  /** Thread-safe. */
  boolean isTooFarBehind(PageCursor cursor) {
    return log.frames() - cursor.index() > maxLag
        || log.bytes() - cursor.position() > MAX_LAG_BYTES;
  }

  View view() {
    return view;
  }

  PageLog log() {
    return log;
  }

  void append(ChangeEvents change) {
    Event event = change.of(view.filter());
    if (event != null && view.takes(event.name())) {
      log.append(event.in(view.format()), change.seq());
    } else {
      log.advance(change.seq());
    }
  }

  /** What is no change: it leaves every client's position where it is. */
  void announce(Event event) {
    byte[] bytes = event.in(view.format());
    if (view.takes(event.name()) && bytes.length > 0) {
      log.append(bytes, 0);
    }
  }

  void join() {
    clients++;
  }

  /** True when the last client has left. */
  boolean leave() {
    clients--;
    return clients == 0;
  }
}
