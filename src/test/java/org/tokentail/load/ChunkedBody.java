package org.tokentail.load;

/**
 * Takes the chunked transfer coding (RFC 9112, section 7.1) off a body that comes in pieces of any
 * size. For one thread.
 */
final class ChunkedBody {
  private enum Part {
    SIZE,
    EXTENSION,
    DATA,
    END_OF_DATA,
    TRAILER,
    LAST
  }

  private static final long LARGEST = 1L << 40;

  /** Takes what is in the chunks. */
  @FunctionalInterface
  interface Content {
    void accept(byte[] bytes, int from, int to);
  }

  private final Content content;
  private Part part = Part.SIZE;
  private boolean hasDigits;
  private boolean hasTrailer;
  private long remaining;

  ChunkedBody(Content content) {
    this.content = content;
  }

  /**
   * The next bytes of the body.
   *
   * @return false when the end of the body was among them
   */
  boolean accept(byte[] bytes, int from, int to) {
    int i = from;
    while (i < to && part != Part.LAST) {
      if (part == Part.DATA) {
        int end = (int) Math.min(to, i + remaining);
        content.accept(bytes, i, end);
        remaining -= end - i;
        i = end;
        part = remaining == 0 ? Part.END_OF_DATA : Part.DATA;
      } else {
        frame(bytes[i++]);
      }
    }
    return part != Part.LAST;
  }

  /** A byte that is not content. */
  private void frame(byte value) {
    switch (part) {
      case SIZE -> size(value);
      case EXTENSION -> {
        if (value == '\n') {
          endOfSize();
        }
      }
      case END_OF_DATA -> endOfData(value);
      case TRAILER -> trailer(value);
      default -> throw new IllegalStateException("content at " + part);
    }
  }

  private void size(byte value) {
    int digit = Character.digit(value, 16);
    if (digit >= 0) {
      remaining = remaining * 16 + digit;
      hasDigits = true;
      if (remaining > LARGEST) {
        throw new IllegalArgumentException("A chunk of more than " + LARGEST + " bytes");
      }
    } else if (value == '\n') {
      endOfSize();
    } else if (value == ';' || value == '\r' || value == ' ' || value == '\t') {
      part = Part.EXTENSION;
    } else {
      throw new IllegalArgumentException("Not a chunk size: byte " + value);
    }
  }

  private void endOfSize() {
    if (!hasDigits) {
      throw new IllegalArgumentException("A chunk without a size");
    }
    hasDigits = false;
    part = remaining == 0 ? Part.TRAILER : Part.DATA;
  }

  private void endOfData(byte value) {
    if (value == '\n') {
      part = Part.SIZE;
    } else if (value != '\r') {
      throw new IllegalArgumentException("A chunk is longer than it says: byte " + value);
    }
  }

  /** The empty line that ends it belongs to it: what comes after is the next response. */
  private void trailer(byte value) {
    if (value == '\n') {
      part = hasTrailer ? Part.TRAILER : Part.LAST;
      hasTrailer = false;
    } else if (value != '\r') {
      hasTrailer = true;
    }
  }
}
