package org.tokentail.stream;

/** Whole events that one client gets apart from the log. */
final class Chunk {
  private final byte[] bytes;
  private final int events;

  /**
   * @param bytes not to be changed any more
   * @param events how many they are
   */
  Chunk(byte[] bytes, int events) {
    this.bytes = bytes;
    this.events = events;
  }

  byte[] bytes() {
    return bytes;
  }

  int events() {
    return events;
  }
}
