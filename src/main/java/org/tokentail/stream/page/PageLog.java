package org.tokentail.stream.page;

import com.google.errorprone.annotations.concurrent.GuardedBy;
import java.util.Optional;

/**
 * The last frames as one log of bytes. It keeps at least the given number of frames (whole pages of
 * them) unless they exceed the bytes; a page that it has forgotten lives on for the cursors that
 * stand in it, and no longer. Thread-safe.
 */
public final class PageLog {
  private final int maxFrames;
  private final long maxBytes;

  @GuardedBy("this")
  private Page oldest;

  private volatile Page newest;
  private volatile long headSeq;

  /**
   * @param seq the last change that was committed before this log began
   * @param maxFrames frames kept for those who resume
   * @param maxBytes bytes kept at most, apart from the page that is being filled
   */
  public PageLog(long seq, int maxFrames, long maxBytes) {
    this.maxFrames = maxFrames;
    this.maxBytes = maxBytes;
    oldest = Page.empty(seq);
    newest = oldest;
    headSeq = seq;
  }

  /**
   * @param frame one or more whole events, to be written or skipped together
   * @param seq of the change it tells; 0 when it tells none
   */
  public synchronized void append(byte[] frame, long seq) {
    if (!newest.hasRoomFor(frame.length)) {
      newest = newest.followedBy(frame.length, headSeq);
      forget();
    }
    newest.append(frame, seq);
    advance(seq);
  }

  /** The feed has come to this change, of which there is nothing to tell here. */
  public synchronized void advance(long seq) {
    headSeq = Math.max(headSeq, seq);
  }

  @GuardedBy("this")
  private void forget() {
    while (oldest != newest
        && (newest.firstIndex - oldest.next().firstIndex >= maxFrames
            || newest.firstByte - oldest.firstByte > maxBytes)) {
      oldest = oldest.next();
    }
  }

  /** The last change it knows of. */
  public long headSeq() {
    return headSeq;
  }

  /** Frames appended so far. */
  public long frames() {
    Page page = newest;
    return page.firstIndex + Page.frames(page.state());
  }

  /** Bytes appended so far. */
  public long bytes() {
    Page page = newest;
    return page.firstByte + Page.end(page.state());
  }

  /**
   * A cursor for a client that has every change up to this one: it reads the later changes, and
   * from now on everything. Empty when changes after that position are gone from memory.
   */
  public synchronized Optional<PageCursor> after(long seq) {
    if (seq < oldest.floor) {
      return Optional.empty();
    }
    Page page = oldest;
    while (page.next() != null && page.next().floor <= seq) {
      page = page.next();
    }
    return Optional.of(new PageCursor(page, seq, seq <= headSeq, frames()));
  }
}
