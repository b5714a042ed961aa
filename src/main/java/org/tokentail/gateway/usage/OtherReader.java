package org.tokentail.gateway.usage;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;

/** Keeps the beginning of what is no answer of these APIs: it is all that was said. */
final class OtherReader implements AnswerReader {
  private final ByteArrayOutputStream words = new ByteArrayOutputStream();

  @Override
  public void feed(byte[] bytes, int offset, int length) {
    words.write(bytes, offset, Math.min(length, Texts.ERROR - words.size()));
  }

  @Override
  public void end() {}

  @Override
  public Form form() {
    return Form.OTHER;
  }

  @Override
  public boolean hasContent() {
    return false;
  }

  @Override
  public boolean isEnded() {
    return false;
  }

  @Override
  public Answer answer() {
    String text = Texts.clean(words.toString(StandardCharsets.UTF_8), Texts.ERROR);
    return Answer.UNKNOWN.failed(text);
  }
}
