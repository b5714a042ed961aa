package org.tokentail.gateway.usage;

/** Reads an answer as what its first bytes show it to be. */
final class SniffingReader implements AnswerReader {
  private final Dialect dialect;
  private final AnswerForm form = new AnswerForm();

  /** Null while it cannot be told. */
  private AnswerReader reader;

  SniffingReader(Dialect dialect) {
    this.dialect = dialect;
  }

  @Override
  public void feed(byte[] bytes, int offset, int length) {
    int at = offset;
    int end = offset + length;
    while (reader == null && at < end) {
      begin(form.next(bytes[at++]));
    }
    if (reader != null && at < end) {
      reader.feed(bytes, at, end - at);
    }
  }

  private void begin(Form told) {
    if (told != Form.NOTHING) {
      reader =
          switch (told) {
            case JSON -> dialect.isLines() ? new JsonLinesReader(dialect) : new JsonReader(dialect);
            case EVENTS -> new EventStreamReader(dialect);
            default -> new OtherReader();
          };
      byte[] head = form.head();
      reader.feed(head, 0, head.length);
    }
  }

  @Override
  public void end() {
    if (reader == null && form.head().length > 0) {
      // So short that it may have become anything.
      begin(Form.OTHER);
    }
    if (reader != null) {
      reader.end();
    }
  }

  @Override
  public Form form() {
    return reader == null ? Form.NOTHING : reader.form();
  }

  @Override
  public boolean hasContent() {
    return reader != null && reader.hasContent();
  }

  @Override
  public boolean isEnded() {
    return reader != null && reader.isEnded();
  }

  @Override
  public Answer answer() {
    return reader == null ? Answer.UNKNOWN : reader.answer();
  }
}
