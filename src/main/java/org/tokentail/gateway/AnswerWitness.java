package org.tokentail.gateway;

import java.io.ByteArrayOutputStream;
import java.net.http.HttpResponse.ResponseInfo;
import java.util.Locale;
import java.util.function.UnaryOperator;
import org.tokentail.gateway.bodies.BodyCapture;
import org.tokentail.gateway.record.CallRecord.End;
import org.tokentail.gateway.record.Texts;
import org.tokentail.gateway.usage.Answer;
import org.tokentail.gateway.usage.AnswerReader;
import org.tokentail.log.RequestStatus;

/**
 * What an answer that goes by says: usage, first content, errors. Fed by one thread at a time;
 * asked by any, which then may see what was known a moment ago.
 */
final class AnswerWitness {
  private static final int FIRST_ERROR = 400;

  private final int status;
  private final boolean eventStream;
  private final AnswerReader reader;
  private final AnswerTee tee;
  private final BodyCapture capture;
  private final ByteArrayOutputStream words = new ByteArrayOutputStream();
  private volatile Answer answer = Answer.UNKNOWN;
  private volatile Long firstTokenNanos;

  AnswerWitness(Route route, ResponseInfo info, BodyCapture capture) {
    this.capture = capture;
    status = info.statusCode();
    String type = info.headers().firstValue("content-type").orElse("").toLowerCase(Locale.ROOT);
    eventStream = type.startsWith("text/event-stream");
    reader = route.format().map(format -> AnswerReader.of(format, eventStream)).orElse(null);
    tee = AnswerTee.of(info.headers().firstValue("content-encoding").orElse(null), this::read);
  }

  boolean isEventStream() {
    return eventStream;
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
    if (firstTokenNanos == null && reader != null && reader.hasContent()) {
      firstTokenNanos = nanos;
    }
  }

  private void read(byte[] bytes, int offset, int length) {
    capture.answer(bytes, offset, length);
    if (status >= FIRST_ERROR) {
      words.write(bytes, offset, Math.min(length, Texts.ERROR - words.size()));
    }
    if (reader != null) {
      reader.feed(bytes, offset, length);
    }
  }

  /**
   * @param whole whether the provider ended it in good order
   */
  synchronized void end(boolean whole) {
    tee.close();
    if (reader != null && whole) {
      reader.end();
    }
    answer = reader == null ? Answer.UNKNOWN : reader.answer();
  }

  synchronized Answer answer() {
    return reader == null ? Answer.UNKNOWN : reader.answer();
  }

  /** What an answer that is an error says; null: nothing, or it is none. */
  synchronized String words() {
    if (words.size() > 0) {
      return Texts.text(words.toByteArray());
    }
    return answer().error();
  }

  /**
   * How an answer ended that was passed on to its end.
   *
   * @param mask takes keys out of what the provider said
   */
  synchronized End outcome(UnaryOperator<String> mask) {
    String said = words();
    if (status >= FIRST_ERROR) {
      return new End(
          RequestStatus.ERROR,
          status,
          answer,
          "The provider answered with HTTP %d.".formatted(status),
          mask.apply(said));
    }
    if (said != null) {
      return new End(
          RequestStatus.ERROR,
          status,
          answer,
          "The provider reported an error in its answer.",
          mask.apply(said));
    }
    // A compatible server may leave out the last event, but not also the reason why it ended.
    boolean cut =
        eventStream
            && reader != null
            && tee.wasRead()
            && !answer.finished()
            && answer.finishReason() == null;
    return cut
        ? new End(
            RequestStatus.ERROR,
            status,
            answer,
            "The provider's stream ended without its last event.",
            null)
        : new End(RequestStatus.COMPLETED, status, answer, null, null);
  }
}
