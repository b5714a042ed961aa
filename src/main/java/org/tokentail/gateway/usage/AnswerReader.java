package org.tokentail.gateway.usage;

/**
 * Reads one answer as it goes by, in bounded memory whatever its length. Not thread-safe. Never
 * throws for what it is fed: what it does not understand it leaves out.
 */
public interface AnswerReader {
  /** What an answer is, by its bytes: what its {@code Content-Type} says is not always so. */
  enum Form {
    /** Nothing has come yet but white space. */
    NOTHING,
    JSON,
    /** An event stream, or one of JSON documents. */
    EVENTS,
    /** No answer of these APIs: a page in HTML, a sentence. */
    OTHER
  }

  /**
   * The next bytes of the body, split anywhere.
   *
   * @param bytes without content encoding; not kept
   */
  void feed(byte[] bytes, int offset, int length);

  /** The body is complete. Nothing may be fed after it. */
  void end();

  /** What it is, as far as it came. */
  Form form();

  /**
   * Whether the first content has been seen: text, a tool's use, reasoning; not a role, a ping or
   * the event that ends the answer.
   */
  boolean hasContent();

  /**
   * Whether what was read says that the answer is at its end: its last event or, where a server
   * leaves that out, why it ended, or the sum of its tokens.
   */
  boolean isEnded();

  /** What is known by now. */
  Answer answer();

  /** A reader for one answer, whatever its form. */
  static AnswerReader of(WireFormat format) {
    return new SniffingReader(AnswerReaders.dialect(format));
  }
}
