package org.tokentail.stream.page;

/**
 * How far one client has come in a log. Used by one thread at a time.
 *
 * <p>{@link #load} finds the bytes that come next: as many whole frames as lie side by side. They
 * stay the same until {@link #taken}.
 */
public final class PageCursor {
  private final long seq;
  private final boolean reached;
  private final long liveFrom;

  private Page page;
  private int frame;
  private int from;
  private int to;
  private int loadedFrames;

  /** Until it is live, each frame is looked at: some are not for this client. */
  private boolean live;

  /**
   * @param seq changes up to this one are skipped
   * @param reached whether the log knows all of those already
   * @param liveFrom frames before this one are skipped unless they tell a change: figures and
   *     heartbeats of old are no news
   */
  PageCursor(Page page, long seq, boolean reached, long liveFrom) {
    this.page = page;
    this.seq = seq;
    this.reached = reached;
    this.liveFrom = liveFrom;
  }

  /** Whether there is something to write: {@link #bytes} from {@link #from} to {@link #to}. */
  public boolean load() {
    if (from < to) {
      return true;
    }
    while (true) {
      // In this order: a page that has a successor is complete.
      Page next = page.next();
      long state = page.state();
      if (loadFrom(Page.frames(state), Page.end(state))) {
        return true;
      }
      if (next == null) {
        return false;
      }
      page = next;
      frame = 0;
      from = 0;
      to = 0;
    }
  }

  private boolean loadFrom(int frames, int end) {
    while (!live && frame < frames && !isDue(frame)) {
      from = page.endOf(frame);
      to = from;
      frame++;
    }
    loadedFrames = 0;
    while (!live && frame + loadedFrames < frames && isDue(frame + loadedFrames)) {
      to = page.endOf(frame + loadedFrames);
      loadedFrames++;
    }
    if (live) {
      to = end;
      loadedFrames = frames - frame;
    }
    return from < to;
  }

  private boolean isDue(int number) {
    boolean news = page.firstIndex + number >= liveFrom;
    long change = page.seqOf(number);
    live = news && (reached || change > seq);
    return change == 0 ? news : change > seq;
  }

  public byte[] bytes() {
    return page.bytes;
  }

  public int from() {
    return from;
  }

  public int to() {
    return to;
  }

  /** The loaded bytes are written. Returns the number of frames they were. */
  public int taken() {
    frame += loadedFrames;
    from = to;
    return loadedFrames;
  }

  /** Frames before it. */
  public long index() {
    return page.firstIndex + frame;
  }

  /** Bytes before it. */
  public long position() {
    return page.firstByte + from;
  }
}
