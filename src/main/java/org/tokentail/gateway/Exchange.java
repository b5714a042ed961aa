package org.tokentail.gateway;

import java.io.IOException;
import java.net.http.HttpHeaders;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Function;
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
    log.asksInPieces();
    begin(null);
  }

  @Override
  public void passed(byte[] piece) {
    Gateway.guarded("The reading of a request", () -> log.asksMore(piece));
  }

  @Override
  public void passedWhole() {
    Gateway.guarded("What a request asks for", log::asked);
  }

  @Override
  public void brokenOff(String reason, boolean answerable) {
    breakOff(answerable, reason, verdict -> null);
  }

  /**
   * Ends it for a reason of the caller's side, where it has not ended.
   *
   * @param said how it ended by what the answer has said, which goes before that reason; null: that
   *     says nothing
   */
  private void breakOff(boolean answerable, String reason, Function<Verdict, End> said) {
    if (!endsEarly(answerable ? RequestStatus.ERROR : RequestStatus.CANCELLED, reason, said)) {
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
    end(() -> orElse(said(last, Verdict::broken), status, reason, last), last);
    ErrorAnswer.send(response, call.route().provider(), callerStatus, reason);
  }

  /** The whole answer has been read; what the caller has not taken yet follows. */
  void answered(Attempt last) {
    response.end(
        () -> {
          if (over.compareAndSet(false, true)) {
            end(() -> said(last, Verdict::whole), last);
          }
        });
  }

  /** The caller has left: nobody waits for more of the answer. */
  void callerLeft() {
    Attempt current = attempt;
    Runnable end =
        () -> {
          // Who owes some of its request has not waited for the answer either.
          String reason = caller.left();
          boolean owed = sent.isIncomplete();
          breakOff(false, reason, verdict -> owed ? null : verdict.left());
        };
    if (current == null) {
      end.run();
    } else {
      // It may have left because of what is just being read.
      current.whenRead(end);
    }
  }

  /** Ends it for a reason of the caller's side; false where it has ended. */
  private boolean endsEarly(RequestStatus status, String reason, Function<Verdict, End> said) {
    if (!over.compareAndSet(false, true)) {
      return false;
    }
    Attempt current = attempt;
    if (current == null) {
      end(() -> new End(status, null, Answer.UNKNOWN, reason, null), null);
    } else {
      Gateway.guarded("The end of an attempt", current::cancel);
      end(() -> orElse(said(current, said), status, reason, current), current);
    }
    return true;
  }

  /** How it ended by what the answer said; null: that says nothing. */
  private End said(Attempt last, Function<Verdict, End> how) {
    return last.verdict().map(verdict -> how.apply(verdict.masked(log::mask))).orElse(null);
  }

  private static End orElse(End said, RequestStatus status, String reason, Attempt last) {
    return said != null ? said : new End(status, last.status(), last.answer(), reason, null);
  }

  @Override
  public void unwritable(Throwable failure) {
    if (failure instanceof IOException || failure instanceof IllegalStateException) {
      callerLeft();
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
    breakOff(false, "Tokentail failed: " + fault.getClass().getSimpleName() + ".", Verdict::left);
  }

  /** Ends it because this application goes down. */
  void shutDown() {
    breakOff(false, "Tokentail was stopped.", Verdict::left);
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
    caller.watch(this::callerLeft);
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
    if (caller.isGone()) {
      callerLeft();
    } else {
      String absence = caller.absence(nowNanos, channel.timeouts().idle(), answered);
      if (absence == null) {
        return false;
      }
      // It has not heard the end, whatever the answer said of it.
      breakOff(false, absence, Verdict::reported);
    }
    response.abort();
    return true;
  }
}
