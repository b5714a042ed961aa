package org.tokentail.gateway.usage;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/** Reads an answer that is an event stream, each event one document of JSON. */
final class EventStreamReader implements AnswerReader, ServerSentEvents.Listener {
  /** How OpenAI, and all who speak the same, end a stream. */
  private static final byte[] DONE = "[DONE]".getBytes(StandardCharsets.US_ASCII);

  private final Dialect dialect;
  private final ServerSentEvents events = new ServerSentEvents(this);
  private final Values values = new Values();
  private final Findings findings = new Findings();

  /** The first bytes of the event, as many as tell whether it is {@link #DONE}. */
  private final byte[] head = new byte[DONE.length];

  private int dataLength;
  private JsonWalk walk;

  /** The data of an event that is named an error. */
  private final ByteArrayOutputStream error = new ByteArrayOutputStream(0);

  EventStreamReader(Dialect dialect) {
    this.dialect = dialect;
  }

  @Override
  public void feed(byte[] bytes, int offset, int length) {
    events.feed(bytes, offset, length);
  }

  @Override
  public void end() {
    events.end();
    closeWalk();
  }

  @Override
  public void data(byte[] bytes, int offset, int length) {
    for (int i = 0; i < length && dataLength + i < head.length; i++) {
      head[dataLength + i] = bytes[offset + i];
    }
    dataLength = Math.min(DONE.length + 1, dataLength + Math.min(length, DONE.length + 1));
    if (walk == null) {
      values.clear();
      walk = new JsonWalk(dialect.fields(), values, () -> {});
    }
    walk.feed(bytes, offset, length);
    if (events.isError()) {
      error.write(bytes, offset, Math.min(length, Texts.ERROR - error.size()));
    }
    if (values.hasContent()) {
      findings.contentSeen();
    }
  }

  @Override
  public void eventEnd() {
    if (walk != null && walk.isComplete()) {
      dialect.read(values, findings);
      if (dialect.isLast(values)) {
        findings.finished();
      }
    } else if (dataLength == DONE.length && Arrays.equals(head, DONE)) {
      findings.finished();
    }
    if (events.isError() && findings.error() == null) {
      // In a form of its own, or plain text: what it says counts all the same.
      findings.error(Texts.clean(error.toString(StandardCharsets.UTF_8), Texts.ERROR));
    }
    error.reset();
    closeWalk();
    dataLength = 0;
  }

  private void closeWalk() {
    if (walk != null) {
      walk.close();
      walk = null;
    }
  }

  @Override
  public Form form() {
    return Form.EVENTS;
  }

  @Override
  public boolean isEnded() {
    return findings.isEnded();
  }

  @Override
  public boolean hasContent() {
    return findings.hasContent();
  }

  @Override
  public Answer answer() {
    return findings.answer();
  }
}
