package org.tokentail.gateway;

import java.util.function.Supplier;
import org.tokentail.gateway.bodies.BodyCapture;
import org.tokentail.gateway.channel.Channel;
import org.tokentail.gateway.record.CallRecord;
import org.tokentail.gateway.record.CallRecord.End;
import org.tokentail.gateway.record.Recorder;
import org.tokentail.gateway.record.Texts;
import org.tokentail.gateway.usage.Answer;
import org.tokentail.log.RequestStatus;

/** What is recorded of one call: one record from its begin to its end. Thread-safe. */
final class CallLog {
  private final Recorder recorder;
  private final Call call;
  private final BodyCapture capture;
  private volatile CallRecord record;

  CallLog(Recorder recorder, Call call, BodyCapture capture) {
    this.recorder = recorder;
    this.call = call;
    this.capture = capture;
  }

  /** Null until the body of the request has been read. */
  CallRecord record() {
    return record;
  }

  /** Takes down what goes by. */
  BodyCapture capture() {
    return capture;
  }

  /**
   * Begins the record where it was not: the caller may leave just as its body is whole.
   *
   * @param body null where it is not known as a whole
   */
  CallRecord begin(byte[] body) {
    CallRecord begun = record;
    return begun == null
        ? begun(CallRecord.of(call.asking(body), call.arrived(), call.arrivedNanos()))
        : begun;
  }

  private CallRecord begun(CallRecord mine) {
    synchronized (this) {
      if (record != null) {
        return record;
      }
      record = mine;
    }
    recorder.record(mine.begun(call.candidates().get(0)));
    return mine;
  }

  /** The first content of its answer has come. */
  void firstToken() {
    recorder.record(record.firstToken());
  }

  /**
   * An attempt failed, and another one follows.
   *
   * @param httpStatus null: it was not answered
   * @param words what the provider said; null: nothing
   * @param history for people
   */
  void goesOn(
      Attempt failed,
      RequestStatus status,
      String reason,
      Integer httpStatus,
      String words,
      Channel next,
      String history) {
    End end = new End(status, httpStatus, Answer.UNKNOWN, reason, mask(words));
    recorder.record(
        record.attempt(failed.channel(), failed.begunNanos(), end), record.goesOn(next, history));
  }

  /**
   * It has ended.
   *
   * @param outcome asked once the record exists
   * @param last attempt; null: there was none
   */
  void end(Supplier<End> outcome, Attempt last) {
    CallRecord begun = begin(null);
    End end = outcome.get();
    capture.finished(begun.id(), end.status());
    Long firstTokenNanos = last == null ? null : last.firstTokenNanos();
    recorder.record(begun.ended(end, firstTokenNanos));
  }

  /** The same without the keys that were shown; null stays null. */
  String mask(String words) {
    return Texts.masked(words, call.secrets());
  }
}
