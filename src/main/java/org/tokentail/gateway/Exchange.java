package org.tokentail.gateway;

import java.io.IOException;
import java.net.http.HttpHeaders;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Supplier;
import org.tokentail.gateway.caller.CallerBody;
import org.tokentail.gateway.caller.CallerResponse;
import org.tokentail.gateway.caller.KeptBodies;
import org.tokentail.gateway.channel.Channel;
import org.tokentail.gateway.record.CallRecord.End;
import org.tokentail.gateway.usage.Answer;
import org.tokentail.log.RequestStatus;

/**
 * One call, from its first byte to its last: one attempt after the other until one of them answers.
 * It ends exactly once. Thread-safe; no thread waits for it.
 */
final class Exchange implements CallerBody.Taker, CallerResponse.Owner {
  private static final System.Logger LOG = System.getLogger(Exchange.class.getName());

  private final Gateway gateway;
  private final Call call;
  private final CallerResponse response;
  private final CallerPresence caller;
  private final SentBody sent;
  private final CallLog log;
  private final Failover failover;
  private final AtomicBoolean over = new AtomicBoolean();
  private volatile Attempt attempt;

  Exchange(Gateway gateway, Call call, CallerResponse response, KeptBodies.Share share) {
    this.gateway = gateway;
    this.call = call;
    this.response = response;
    sent = new SentBody(share);
    caller = new CallerPresence(gateway, response, sent);
    log = new CallLog(gateway.recorder(), call, gateway.bodies().capture(call.secrets()));
    failover = new Failover(call.candidates());
  }

  Call call() {
    return call;
  }

  CallerResponse response() {
    return response;
  }

  CallLog log() {
    return log;
  }

  boolean isOver() {
    return over.get();
  }

  /** The body of the request is on its way. */
  void receives(CallerBody begun) {
    sent.comes(begun);
  }

  @Override
  public void whole(byte[] bytes) {
    sent.isWhole(bytes);
    log.capture().request(bytes);
    begin(bytes);
  }

  @Override
  public void inPieces(CallerBody streamed) {
    sent.comesInPieces(streamed);
    begin(null);
  }

  @Override
  public void brokenOff(String reason, boolean answerable) {
    if (!endsEarly(answerable ? RequestStatus.ERROR : RequestStatus.CANCELLED, reason)) {
      return;
    }
    if (answerable) {
      ErrorAnswer.send(response, call.route().provider(), Failures.BAD_REQUEST, reason);
    } else {
      response.abort();
    }
  }

  private void begin(byte[] whole) {
    try {
      if (!over.get()) {
        log.asks(whole);
        attempt(failover.current());
        // After it is on its way: the provider need not wait for the record.
        log.begin();
      }
    } catch (RuntimeException e) {
      unexpected(e);
    }
  }

  private void attempt(Channel channel) {
    if (over.get()) {
      return;
    }
    Attempt started = new Attempt(gateway, this, channel);
    attempt = started;
    started.start(sent.whole(), sent.pieces());
    if (over.get()) {
      // The caller left in between.
      started.cancel();
    }
  }

  /** Whether another attempt may follow one that failed before its answer began. */
  boolean mayGoOn() {
    return sent.isRepeatable() && !over.get() && failover.hasNext();
  }

  /**
   * An attempt failed before its answer began, and the next one follows.
   *
   * @param waitMillis what the provider asked for; negative: nothing
   */
  void goesOn(Attempt failed, String reason, Integer httpStatus, String words, long waitMillis) {
    boolean again = failover.next(reason);
    Channel to = failover.current();
    RequestStatus status = again ? RequestStatus.RETRY_WAIT : RequestStatus.FAILOVER;
    log.goesOn(failed, status, reason, httpStatus, words, to, failover.history());
    if (again) {
      failover.pause(waitMillis);
    } else {
      attempt(to);
    }
  }

  /**
   * The last attempt failed: without an answer, or in the middle of one.
   *
   * @param callerStatus what the caller is answered where nothing was passed on yet
   */
  void failed(Attempt last, RequestStatus status, int callerStatus, String reason) {
    if (!over.compareAndSet(false, true)) {
      return;
    }
    end(() -> new End(status, last.status(), last.answer(), reason, log.mask(last.words())), last);
    ErrorAnswer.send(response, call.route().provider(), callerStatus, reason);
  }

  /** The whole answer has been read; what the caller has not taken yet follows. */
  void answered(Attempt last) {
    response.end(
        () -> {
          if (over.compareAndSet(false, true)) {
            end(() -> last.outcome(log::mask), last);
          }
        });
  }

  /** The caller has gone: nobody waits for the answer any more. */
  void callerGone(String reason) {
    brokenOff(reason, false);
  }

  /** Ends it for a reason of the caller's side; false where it has ended. */
  private boolean endsEarly(RequestStatus status, String reason) {
    if (!over.compareAndSet(false, true)) {
      return false;
    }
    Attempt current = attempt;
    if (current == null) {
      end(() -> new End(status, null, Answer.UNKNOWN, reason, null), null);
    } else {
      Gateway.guarded("The end of an attempt", current::cancel);
      end(() -> new End(status, current.status(), current.answer(), reason, null), current);
    }
    return true;
  }

  @Override
  public void unwritable(Throwable failure) {
    if (failure instanceof IOException || failure instanceof IllegalStateException) {
      callerGone(caller.left());
    } else {
      unexpected(failure);
    }
  }

  @Override
  public void completed() {
    gateway.closed(this);
  }

  /** A fault of ours: the caller must hear of it all the same, and the log. */
  void unexpected(Throwable fault) {
    LOG.log(System.Logger.Level.ERROR, "A call failed unexpectedly", fault);
    callerGone("Tokentail failed: " + fault.getClass().getSimpleName() + ".");
  }

  /** Ends it because this application goes down. */
  void shutDown() {
    callerGone("Tokentail was stopped.");
  }

  /**
   * Nothing in it may keep the answer from its end, which follows.
   *
   * @param last attempt; null: there was none
   */
  private void end(Supplier<End> outcome, Attempt last) {
    caller.stop();
    sent.release();
    Gateway.guarded("The record of a call", () -> log.end(outcome, last));
  }

  /** The head of an answer, as it reaches the caller. */
  void head(int status, HttpHeaders headers) {
    // It will not be sent again.
    sent.release();
    response.head(
        head -> {
          head.setStatus(status);
          PassedHeaders.toCaller(headers, head);
        });
  }

  /** Looks whether something takes too long. Called a few times a second. */
  void look(long nowNanos) {
    if (isDeserted(nowNanos) || over.get()) {
      // When it is over, what the caller has not taken yet may still be on its way.
      return;
    }
    boolean paused = failover.isPaused();
    if (failover.resumes(nowNanos)) {
      attempt(failover.current());
      return;
    }
    caller.watch(() -> callerGone(caller.left()));
    Attempt current = attempt;
    if (current != null && !paused) {
      current.look(nowNanos);
    }
  }

  /** True when nobody is there to answer; it is ended then. */
  private boolean isDeserted(long nowNanos) {
    Attempt current = attempt;
    Channel channel = current == null ? call.candidates().get(0) : current.channel();
    boolean answered = over.get() || (current != null && current.status() != null);
    String absence = caller.absence(nowNanos, channel.timeouts().idle(), answered);
    if (absence == null) {
      return false;
    }
    callerGone(absence);
    response.abort();
    return true;
  }
}
