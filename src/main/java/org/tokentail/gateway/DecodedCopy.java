package org.tokentail.gateway;

import java.util.Locale;
import java.util.zip.DataFormatException;
import java.util.zip.Inflater;

/**
 * Reads a copy of a body that goes by compressed, piece by piece and in bounded memory: gzip (RFC
 * 1952), deflate (RFC 1950 and 1951) or nothing. Other codings are not read. Never throws for what
 * it is fed. Not thread-safe.
 */
final class DecodedCopy {
  private static final int PIECE = 8 * 1024;

  /** Who gets the decoded bytes. */
  @FunctionalInterface
  interface Sink {
    void feed(byte[] bytes, int offset, int length);
  }

  private final Sink sink;
  private final boolean raw;
  private final GzipHead head;
  private Inflater inflater;
  private final boolean readable;
  private boolean dead;
  private boolean misread;

  /** Whether anything came. */
  private boolean given;

  private DecodedCopy(Sink sink, String coding) {
    this.sink = sink;
    raw = coding.isEmpty() || coding.equals("identity");
    boolean gzip = coding.equals("gzip") || coding.equals("x-gzip");
    head = gzip ? new GzipHead() : null;
    readable = raw || gzip || coding.equals("deflate");
    dead = !readable;
    inflater = raw || dead ? null : new Inflater(gzip);
  }

  /**
   * @param contentEncoding the header's value; null or empty: not compressed
   */
  static DecodedCopy of(String contentEncoding, Sink sink) {
    String coding = contentEncoding == null ? "" : contentEncoding.strip();
    return new DecodedCopy(sink, coding.toLowerCase(Locale.ROOT));
  }

  /** False where it cannot be read: for its coding, or since it is not coded as it says. */
  boolean wasRead() {
    return readable && !misread && (head == null || !given || head.isOver());
  }

  void feed(byte[] bytes) {
    given |= bytes.length > 0;
    if (raw && !dead) {
      sink.feed(bytes, 0, bytes.length);
    } else if (!dead) {
      int from = head == null ? 0 : head.skip(bytes);
      if (from < bytes.length) {
        inflate(bytes, from);
      }
    }
  }

  private void inflate(byte[] bytes, int from) {
    byte[] piece = new byte[PIECE];
    inflater.setInput(bytes, from, bytes.length - from);
    try {
      // Whoever is fed may close it.
      for (int count = 1; count > 0 && !dead; ) {
        count = inflater.inflate(piece);
        if (count > 0) {
          sink.feed(piece, 0, count);
        }
      }
      dead = dead || inflater.finished() || inflater.needsDictionary();
    } catch (DataFormatException e) {
      misread = true;
      dead = true;
    }
  }

  /** Frees what the inflater holds outside of the heap. More than once is the same. */
  void close() {
    dead = true;
    if (inflater != null) {
      inflater.end();
      inflater = null;
    }
  }

  /** Skips the header of a gzip member, which may be split anywhere. */
  private static final class GzipHead {
    private static final int FIXED = 10;
    private static final int EXTRA = 4;
    private static final int NAME = 8;
    private static final int COMMENT = 16;
    private static final int CHECKSUM = 2;

    private int at;
    private int flags;
    private int extra = -1;
    private int extraLow = -1;
    private int checksum = 2;

    /** How many of these bytes belong to the header. */
    int skip(byte[] bytes) {
      int i = 0;
      while (i < bytes.length && !isOver()) {
        take(bytes[i++] & 0xff);
      }
      return i;
    }

    private boolean isOver() {
      return at >= FIXED && (flags & (EXTRA | NAME | COMMENT | CHECKSUM)) == 0;
    }

    private void take(int value) {
      if (at < FIXED) {
        flags = at == 3 ? value : flags;
        at++;
      } else if ((flags & EXTRA) != 0) {
        takeExtra(value);
      } else if ((flags & (NAME | COMMENT)) != 0) {
        if (value == 0) {
          flags &= (flags & NAME) != 0 ? ~NAME : ~COMMENT;
        }
      } else if (--checksum == 0) {
        flags &= ~CHECKSUM;
      }
    }

    private void takeExtra(int value) {
      if (extraLow < 0) {
        extraLow = value;
      } else if (extra < 0) {
        extra = (value << 8) | extraLow;
      } else {
        extra--;
      }
      if (extra == 0) {
        flags &= ~EXTRA;
      }
    }
  }
}
