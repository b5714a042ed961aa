package org.tokentail.gateway.usage;

/** Reads an answer that is a stream of JSON documents, each on lines of its own. */
final class JsonLinesReader implements AnswerReader {
  private final Dialect dialect;
  private final Values values = new Values();
  private final Findings findings = new Findings();
  private JsonWalk walk;

  JsonLinesReader(Dialect dialect) {
    this.dialect = dialect;
  }

  @Override
  public void feed(byte[] bytes, int offset, int length) {
    int from = offset;
    int end = offset + length;
    for (int at = offset; at < end; at++) {
      if (bytes[at] == '\n') {
        document(bytes, from, at + 1 - from);
        lineEnd();
        from = at + 1;
      }
    }
    document(bytes, from, end - from);
  }

  private void document(byte[] bytes, int offset, int length) {
    if (length > 0) {
      if (walk == null) {
        walk = new JsonWalk(dialect.fields(), values, () -> {});
      }
      walk.feed(bytes, offset, length);
      if (values.hasContent()) {
        findings.contentSeen();
      }
    }
  }

  /** One that is broken ends with its line: the next may be whole. */
  private void lineEnd() {
    if (walk.isComplete()) {
      dialect.read(values, findings);
      if (dialect.isLast(values)) {
        findings.finished();
      }
    }
    if (walk.isComplete() || walk.isBroken()) {
      close();
    }
  }

  private void close() {
    walk.close();
    walk = null;
    values.clear();
  }

  @Override
  public void end() {
    if (walk != null) {
      lineEnd();
    }
    if (walk != null) {
      close();
    }
  }

  @Override
  public Form form() {
    return Form.EVENTS;
  }

  @Override
  public boolean hasContent() {
    return findings.hasContent();
  }

  @Override
  public boolean isEnded() {
    return findings.isEnded();
  }

  @Override
  public Answer answer() {
    return findings.answer();
  }
}
