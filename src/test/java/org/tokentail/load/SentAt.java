package org.tokentail.load;

/**
 * Finds {@code "t":<epoch nanoseconds>} in the data of an event. In a quotation of the same text
 * within JSON the quotes are escaped, so nothing else matches. For one thread.
 */
final class SentAt {
  private static final byte[] FIELD = Scan.ascii("\"t\":");

  // How far the field moves between records: numbers before it have more or fewer digits.
  private static final int NEARBY = 16;

  private int usualOffset;

  /** 0: none. */
  long find(byte[] bytes, int from, int to) {
    int usual = from + usualOffset;
    int at = search(bytes, usual, Math.min(usual + NEARBY, to));
    if (at < 0) {
      at = search(bytes, Math.max(from, usual - NEARBY), Math.min(usual + FIELD.length, to));
    }
    if (at < 0) {
      at = search(bytes, from, to);
    }
    if (at < 0) {
      return 0;
    }
    usualOffset = at - from;
    return number(bytes, at + FIELD.length, to);
  }

  private static int search(byte[] bytes, int from, int to) {
    for (int i = from; i <= to - FIELD.length; i++) {
      if (bytes[i + 1] == 't' && bytes[i] == '"' && bytes[i + 2] == '"' && bytes[i + 3] == ':') {
        return i;
      }
    }
    return -1;
  }

  private static long number(byte[] bytes, int from, int to) {
    long number = 0;
    for (int i = from; i < to && bytes[i] >= '0' && bytes[i] <= '9'; i++) {
      number = number * 10 + bytes[i] - '0';
    }
    return number;
  }
}
