package org.tokentail.gateway.usage;

/** The reader for each format. */
final class AnswerReaders {
  private AnswerReaders() {}

  static AnswerReader of(WireFormat format, boolean eventStream) {
    return new AnswerReader() {
      @Override
      public void feed(byte[] bytes, int offset, int length) {}

      @Override
      public void end() {}

      @Override
      public boolean hasContent() {
        return false;
      }

      @Override
      public Answer answer() {
        return Answer.UNKNOWN;
      }
    };
  }
}
