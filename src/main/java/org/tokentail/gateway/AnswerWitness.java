package org.tokentail.gateway;

import java.io.ByteArrayOutputStream;
import java.net.http.HttpResponse.ResponseInfo;
import java.util.Locale;
import java.util.function.Consumer;
import java.util.function.Function;
import org.tokentail.gateway.bodies.BodyCapture;
import org.tokentail.gateway.record.Texts;
import org.tokentail.gateway.usage.Answer;
import org.tokentail.gateway.usage.AnswerReader;
import org.tokentail.gateway.usage.AnswerReader.Form;

/**
 * What an answer that goes by says: usage, first content, errors. Fed by one thread at a time;
 * asked by any, which then may see what was known a moment ago.
 */
final class AnswerWitness {
  private static final System.Logger LOG = System.getLogger(AnswerWitness.class.getName());

  private final int status;
  private final boolean announcesEvents;
  private final boolean isPage;
  private final AnswerReader reader;
  private final DecodedCopy tee;
  private final BodyCapture capture;
  private final ByteArrayOutputStream words = new ByteArrayOutputStream();
  private volatile Long firstTokenNanos;

  /** The reader failed, which must not hurt who waits for the answer. It is not asked again. */
  private boolean failed;

  AnswerWitness(Route route, ResponseInfo info, BodyCapture capture) {
    this.capture = capture;
    status = info.statusCode();
    String type = info.headers().firstValue("content-type").orElse("").toLowerCase(Locale.ROOT);
    announcesEvents = type.startsWith("text/event-stream");
    isPage = type.startsWith("text/html");
    reader = route.format().map(AnswerReader::of).orElse(null);
    tee = DecodedCopy.of(info.headers().firstValue("content-encoding").orElse(null), this::read);
  }

  /** Whether its head says that it is an event stream. */
  boolean announcesEvents() {
    return announcesEvents;
  }

  /** Whether it is one, as far as it was read. */
  synchronized boolean isEventStream() {
    return ask(AnswerReader::form, null) == Form.EVENTS;
  }

  /** When the first content came; null: it has not. */
  Long firstTokenNanos() {
    return firstTokenNanos;
  }

  /**
   * @param nanos when these bytes came, on the monotonic clock
   */
  synchronized void feed(byte[] bytes, long nanos) {
    tee.feed(bytes);
    if (firstTokenNanos == null && ask(AnswerReader::hasContent, false)) {
      firstTokenNanos = nanos;
    }
  }

  private void read(byte[] bytes, int offset, int length) {
    capture.answer(bytes, offset, length);
    if (Verdict.isError(status)) {
      words.write(bytes, offset, Math.min(length, Texts.ERROR - words.size()));
    }
    tell(to -> to.feed(bytes, offset, length));
  }

  private void tell(Consumer<AnswerReader> what) {
    ask(
        to -> {
          what.accept(to);
          return null;
        },
        null);
  }

  private <T> T ask(Function<AnswerReader, T> what, T otherwise) {
    if (reader == null || failed) {
      return otherwise;
    }
    try {
      return what.apply(reader);
    } catch (RuntimeException e) {
      failed = true;
      LOG.log(System.Logger.Level.WARNING, "An answer could not be read; it is passed on", e);
      return otherwise;
    }
  }

  /** Nothing more will come. More than once is the same. */
  synchronized void end() {
    tee.close();
    tell(AnswerReader::end);
  }

  synchronized Answer answer() {
    return ask(AnswerReader::answer, Answer.UNKNOWN);
  }

  /** What an answer that is an error says; null: nothing, or it is none. */
  synchronized String words() {
    if (words.size() > 0) {
      return Texts.text(words.toByteArray());
    }
    return answer().error();
  }

  /** Null: it was not read, and may be anything. */
  private Form form() {
    if (reader == null || failed) {
      return null;
    }
    // What cannot be decoded is believed where it says that it is no answer.
    return tee.wasRead() ? ask(AnswerReader::form, null) : isPage ? Form.OTHER : null;
  }

  /** How it ended, or would if nothing more came. */
  synchronized Verdict verdict() {
    // The form last: a fault of the reader shows in it.
    boolean ended = ask(AnswerReader::isEnded, false);
    Answer answer = answer();
    String words = words();
    return new Verdict(status, form(), ended, answer, words);
  }
}
