package org.tokentail.stream.page;

import java.util.Arrays;

/**
 * A stretch of the log: whole frames, one after the other in one array. Written by one thread at a
 * time; any thread may read what {@link #state} says is there.
 */
final class Page {
  private static final int SIZE = 64 * 1024;
  private static final int FIRST_ENTRIES = 64;

  final byte[] bytes;

  /** Frames in the pages before. */
  final long firstIndex;

  /** Bytes in the pages before. */
  final long firstByte;

  /** Every later change that the log has is in this page or one that follows. */
  final long floor;

  private volatile int[] ends = new int[FIRST_ENTRIES];
  private volatile long[] seqs = new long[FIRST_ENTRIES];

  /**
   * Frames in the upper half, bytes in the lower: read and written as one. Written after what it
   * counts, so whoever reads it sees that too.
   */
  private volatile long state;

  private volatile Page next;

  private Page(int capacity, long firstIndex, long firstByte, long floor) {
    bytes = new byte[capacity];
    this.firstIndex = firstIndex;
    this.firstByte = firstByte;
    this.floor = floor;
  }

  /** Where a log begins: a page without room, since many a log never gets a frame. */
  static Page empty(long floor) {
    return new Page(0, 0, 0, floor);
  }

  /** The page that follows, with room for a frame of that length at least. */
  Page followedBy(int length, long seq) {
    long now = state;
    Page page =
        new Page(Math.max(SIZE, length), firstIndex + frames(now), firstByte + end(now), seq);
    next = page;
    return page;
  }

  boolean hasRoomFor(int length) {
    return end(state) + length <= bytes.length;
  }

  void append(byte[] frame, long seq) {
    long now = state;
    int index = frames(now);
    int end = end(now);
    System.arraycopy(frame, 0, bytes, end, frame.length);
    if (index == ends.length) {
      ends = Arrays.copyOf(ends, 2 * index);
      seqs = Arrays.copyOf(seqs, 2 * index);
    }
    ends[index] = end + frame.length;
    seqs[index] = seq;
    state = (long) (index + 1) << Integer.SIZE | (end + frame.length);
  }

  /** How far it is filled; see {@link #frames(long)} and {@link #end(long)}. */
  long state() {
    return state;
  }

  static int frames(long state) {
    return (int) (state >>> Integer.SIZE);
  }

  static int end(long state) {
    return (int) state;
  }

  /** Where the frame ends that has that number in this page, counted from 0. */
  int endOf(int frame) {
    return ends[frame];
  }

  /** Seq of the change in that frame; 0 for what is no change. */
  long seqOf(int frame) {
    return seqs[frame];
  }

  /** Null for the last page. What {@link #state} says afterwards is final, unless this is null. */
  Page next() {
    return next;
  }
}
