package org.tokentail.gateway.usage;

/**
 * Reads one answer as it goes by, in bounded memory whatever its length. Not thread-safe. Never
 * throws for what it is fed: what it does not understand it leaves out.
 */
public interface AnswerReader {
  /**
   * The next bytes of the body, split anywhere.
   *
   * @param bytes without content encoding; not kept
   */
  void feed(byte[] bytes, int offset, int length);

  /** The body is complete. Nothing may be fed after it. */
  void end();

  /**
   * Whether the first content has been seen: text, a tool's use, reasoning; not a role, a ping or
   * the event that ends the answer.
   */
  boolean hasContent();

  /** What is known by now. */
  Answer answer();

  /**
   * A reader for one answer.
   *
   * @param eventStream whether the answer is {@code text/event-stream}; otherwise it is JSON
   */
  static AnswerReader of(WireFormat format, boolean eventStream) {
    return AnswerReaders.of(format, eventStream);
  }
}
