package org.tokentail.gateway;

import java.io.IOException;
import java.net.http.HttpHeaders;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Supplier;
import org.tokentail.gateway.bodies.BodyCapture;
import org.tokentail.gateway.caller.CallerBody;
import org.tokentail.gateway.caller.CallerResponse;
import org.tokentail.gateway.caller.KeptBodies;
import org.tokentail.gateway.channel.Channel;
import org.tokentail.gateway.record.Asking;
import org.tokentail.gateway.record.CallRecord;
import org.tokentail.gateway.record.CallRecord.End;
import org.tokentail.gateway.record.Texts;
import org.tokentail.gateway.usage.Answer;
import org.tokentail.log.RequestStatus;
import org.tokentail.server.PeerWatch;

/**
 * One call, from its first byte to its last: one attempt after the other until one of them answers.
 * It ends exactly once. Thread-safe; no thread waits for it.
 */
final class Exchange implements CallerBody.Taker, CallerResponse.Owner {
  static final String LEFT = "The caller left.";

  private static final System.Logger LOG = System.getLogger(Exchange.class.getName());

  private final Gateway gateway;
  private final Call call;
  private final CallerResponse response;
  private final KeptBodies.Share share;
  private final List<Channel> candidates;
  private final List<String> failures = new ArrayList<>();
  private final AtomicBoolean over = new AtomicBoolean();
  private final BodyCapture capture;
  private int next;
  private int retried;
  private volatile CallRecord record;
  private volatile byte[] body;
  private volatile CallerBody pieces;
  private volatile Attempt attempt;

  /** Null: there is none. */
  private volatile CallerBody upload;

  /** Null until it is looked at for the first time. */
  private volatile PeerWatch.Watched watched;

  /** Not before that, when an attempt waits for its next try; null: none waits. */
  private volatile Long resumeNanos;

  Exchange(Gateway gateway, Call call, CallerResponse response, KeptBodies.Share share) {
    this.gateway = gateway;
    this.call = call;
    this.response = response;
    this.share = share;
    candidates = call.candidates();
    capture = gateway.bodies().capture(call.secrets());
  }

  Call call() {
    return call;
  }

  CallerResponse response() {
    return response;
  }

  BodyCapture capture() {
    return capture;
  }

  /** Null until the body of the request has been read. */
  CallRecord record() {
    return record;
  }

  boolean isOver() {
    return over.get();
  }

  /** The body of the request is on its way. */
  void receives(CallerBody begun) {
    upload = begun;
  }

  @Override
  public void whole(byte[] bytes) {
    body = bytes;
    capture.request(bytes);
    begin(bytes);
  }

  @Override
  public void inPieces(CallerBody streamed) {
    pieces = streamed;
    begin(null);
  }

  @Override
  public void left() {
    callerGone("The caller left while it sent its request.");
  }

  private void begin(byte[] whole) {
    try {
      if (!over.get()) {
        recorded(call.asking(whole));
        attempt(candidates.get(0));
      }
    } catch (RuntimeException e) {
      unexpected(e);
    }
  }

  /** The record, begun now where it was not: the caller may leave just as its body is whole. */
  private CallRecord recorded(Asking asking) {
    CallRecord begun;
    synchronized (failures) {
      if (record != null) {
        return record;
      }
      begun = CallRecord.of(asking, call.arrived(), call.arrivedNanos());
      record = begun;
    }
    gateway.recorder().record(begun.begun(candidates.get(0)));
    return begun;
  }

  private void attempt(Channel channel) {
    if (over.get()) {
      return;
    }
    Attempt started = new Attempt(gateway, this, channel);
    attempt = started;
    started.start(body, pieces);
    if (over.get()) {
      // The caller left in between.
      started.cancel();
    }
  }

  /** Whether another attempt may follow one that failed before its answer began. */
  boolean mayGoOn() {
    // What went by in pieces is gone.
    return pieces == null && !over.get() && (next + 1 < candidates.size() || retriesLeft() > 0);
  }

  private int retriesLeft() {
    return candidates.get(next).retries() - retried;
  }

  /**
   * An attempt failed before its answer began, and the next one follows.
   *
   * @param waitMillis what the provider asked for; negative: nothing
   */
  void goesOn(Attempt failed, String reason, Integer httpStatus, String words, long waitMillis) {
    boolean again = retriesLeft() > 0;
    retried = again ? retried + 1 : 0;
    next = again ? next : next + 1;
    Channel to = candidates.get(next);
    failures.add(failed.channel().name() + ": " + reason);
    RequestStatus status = again ? RequestStatus.RETRY_WAIT : RequestStatus.FAILOVER;
    End end = new End(status, httpStatus, Answer.UNKNOWN, reason, mask(words));
    gateway
        .recorder()
        .record(
            record.attempt(failed.channel(), failed.begunNanos(), end),
            record.goesOn(to, String.join("; ", failures) + "; then " + to.name()));
    if (again) {
      resumeNanos = System.nanoTime() + Backoff.nanos(retried, waitMillis);
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
    end(() -> new End(status, last.status(), last.answer(), reason, mask(last.words())), last);
    ErrorAnswer.send(response, call.route().provider(), callerStatus, reason);
  }

  /** The whole answer has been read; what the caller has not taken yet follows. */
  void answered(Attempt last) {
    response.end(
        () -> {
          if (over.compareAndSet(false, true)) {
            end(() -> last.outcome(this::mask), last);
          }
        });
  }

  /** The caller has gone: nobody waits for the answer any more. */
  void callerGone(String reason) {
    if (!over.compareAndSet(false, true)) {
      return;
    }
    Attempt current = attempt;
    if (current != null) {
      Gateway.guarded("The end of an attempt", current::cancel);
    }
    end(
        () -> {
          Answer answer = current == null ? Answer.UNKNOWN : current.answer();
          Integer status = current == null ? null : current.status();
          return new End(RequestStatus.CANCELLED, status, answer, reason, null);
        },
        current);
    response.abort();
  }

  @Override
  public void unwritable(Throwable failure) {
    if (failure instanceof IOException || failure instanceof IllegalStateException) {
      callerGone(LEFT);
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
    PeerWatch.Watched seen = watched;
    if (seen != null) {
      seen.cancel();
    }
    releaseBody();
    Gateway.guarded(
        "The record of a call",
        () -> {
          CallRecord begun = record == null ? recorded(call.asking(null)) : record;
          End end = outcome.get();
          capture.finished(begun.id(), end.status());
          Long firstTokenNanos = last == null ? null : last.firstTokenNanos();
          gateway.recorder().record(begun.ended(end, firstTokenNanos));
        });
  }

  /** The body will not be sent again. */
  void releaseBody() {
    body = null;
    share.release();
  }

  /** The head of an answer, as it reaches the caller. */
  void head(int status, HttpHeaders headers) {
    releaseBody();
    response.head(
        head -> {
          head.setStatus(status);
          PassedHeaders.toCaller(headers, head);
        });
  }

  /** Looks whether something takes too long. Called a few times a second. */
  void look(long nowNanos) {
    if (lookAtCaller(nowNanos) || over.get()) {
      // When it is over, what the caller has not taken yet may still be on its way.
      return;
    }
    Long resume = resumeNanos;
    if (resume != null && nowNanos - resume >= 0) {
      resumeNanos = null;
      attempt(candidates.get(next));
      return;
    }
    if (watched == null || watched.isOver()) {
      // Not earlier: a short call is over before it would be worth it.
      PeerWatch.Watched begun = gateway.watchPeer(response, () -> callerGone(LEFT));
      watched = begun;
      if (over.get() && begun != null) {
        begun.cancel();
      }
    }
    Attempt current = attempt;
    if (current != null && resume == null) {
      current.look(nowNanos);
    }
  }

  /** True when nobody is there to answer. */
  private boolean lookAtCaller(long nowNanos) {
    Attempt current = attempt;
    Channel channel = current == null ? candidates.get(0) : current.channel();
    Duration idle = channel.timeouts().idle();
    if (response.isStalled(nowNanos, idle)) {
      callerGone("The caller took nothing for %d s.".formatted(idle.toSeconds()));
    } else if (stoppedSending(current, nowNanos, idle)) {
      callerGone("The caller sent nothing for %d s.".formatted(idle.toSeconds()));
    } else if (response.isGone() || response.isOver()) {
      callerGone(LEFT);
    } else {
      return false;
    }
    response.abort();
    return true;
  }

  private boolean stoppedSending(Attempt current, long nowNanos, Duration idle) {
    CallerBody sent = upload;
    boolean answered = over.get() || (current != null && current.status() != null);
    return sent != null
        && !answered
        && sent.isAwaited()
        && Attempt.isOlder(sent.movedNanos(), nowNanos, idle);
  }

  private String mask(String words) {
    return Texts.masked(words, call.secrets());
  }
}
