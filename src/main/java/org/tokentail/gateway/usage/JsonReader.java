package org.tokentail.gateway.usage;

/** Reads an answer that is JSON: one document, or an array of them. */
final class JsonReader implements AnswerReader {
  private final Dialect dialect;
  private final Values values = new Values();
  private final Findings findings = new Findings();
  private final JsonWalk walk;

  JsonReader(Dialect dialect) {
    this.dialect = dialect;
    walk = new JsonWalk(dialect.fields(), values, this::documentEnd);
  }

  @Override
  public void feed(byte[] bytes, int offset, int length) {
    walk.feed(bytes, offset, length);
  }

  private void documentEnd() {
    readValues();
    values.clear();
  }

  private void readValues() {
    dialect.read(values, findings);
    if (values.hasContent()) {
      findings.contentSeen();
    }
  }

  @Override
  public void end() {
    walk.close();
  }

  /** Null where it is none that can be read: NaN, for one, is nothing that JSON has. */
  @Override
  public Form form() {
    return walk.isBroken() ? null : Form.JSON;
  }

  /** One that is cut is of no use to anybody, whatever stood in it. */
  @Override
  public boolean isEnded() {
    return walk.isComplete();
  }

  @Override
  public boolean hasContent() {
    return findings.hasContent() || values.hasContent();
  }

  @Override
  public Answer answer() {
    // What a document said before it broke off holds as well.
    readValues();
    if (walk.isComplete()) {
      findings.finished();
    }
    return findings.answer();
  }
}
