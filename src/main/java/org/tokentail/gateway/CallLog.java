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

  /** What was asked, until the record has read it; null: not known as a whole. */
  private volatile byte[] body;

  /** Reads what goes by in pieces; null: nothing does, or it is not of a format that is read. */
  private volatile RequestWitness witness;

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
   * What the call asks for is here.
   *
   * @param whole null where it is not known as a whole
   */
  void asks(byte[] whole) {
    body = whole;
  }

  /** The body of the request goes by in pieces. */
  void asksInPieces() {
    witness = call.witness().orElse(null);
  }

  /** The next piece of the request's body has gone by. */
  void asksMore(byte[] piece) {
    RequestWitness reading = witness;
    if (reading != null) {
      reading.feed(piece);
    }
  }

  /** The request's body has gone by, as far as it ever will: what it said is recorded. */
  void asked() {
    RequestWitness reading = witness;
    if (reading != null) {
      reading.last().ifPresent(asked -> recorder.record(begin().learned(call.asking(asked))));
    }
  }

  /**
   * Begins the record, where it was not: the answer may be here, or the caller gone, before whoever
   * sent the request comes to it.
   */
  CallRecord begin() {
    CallRecord begun = record;
    return begun == null ? begun() : begun;
  }

  /** Nobody sees the record before its begin is on its way. */
  private synchronized CallRecord begun() {
    if (record == null) {
      byte[] asked = body;
      body = null;
      CallRecord mine = CallRecord.of(call.asking(asked), call.arrived(), call.arrivedNanos());
      recorder.record(mine.begun(call.candidates().get(0)));
      record = mine;
    }
    return record;
  }

  /** The first content of its answer has come. */
  void firstToken() {
    recorder.record(begin().firstToken());
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
    CallRecord begun = begin();
    recorder.record(
        begun.attempt(failed.channel(), failed.begunNanos(), end), begun.goesOn(next, history));
  }

  /**
   * It has ended.
   *
   * @param outcome asked once the record exists
   * @param last attempt; null: there was none
   */
  void end(Supplier<End> outcome, Attempt last) {
    CallRecord begun = begin();
    asked();
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
