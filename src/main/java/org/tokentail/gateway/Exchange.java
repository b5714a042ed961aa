package org.tokentail.gateway;

import java.net.http.HttpHeaders;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicBoolean;
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
final class Exchange implements CallerBody.Taker {
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

  @Override
  public void whole(byte[] bytes) {
    body = bytes;
    capture.request(bytes);
    begin(call.asking(bytes));
  }

  @Override
  public void inPieces(CallerBody streamed) {
    pieces = streamed;
    begin(call.asking(null));
  }

  @Override
  public void left() {
    callerGone("The caller left while it sent its request.");
  }

  private void begin(Asking asking) {
    record = CallRecord.of(asking, call.arrived(), call.arrivedNanos());
    gateway.recorder().record(record.begun(candidates.get(0)));
    attempt(candidates.get(0));
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
    end(
        new End(status, last.status(), last.answer(), reason, mask(last.words())),
        last.firstTokenNanos());
    if (response.hasBegun()) {
      response.breakOff();
    } else {
      ErrorAnswer.send(response, call.route().provider(), callerStatus, reason);
    }
    gateway.closed(this);
  }

  /** The whole answer has been read; what the caller has not taken yet follows. */
  void answered(Attempt last) {
    response.end(
        () -> {
          if (over.compareAndSet(false, true)) {
            end(last.outcome(this::mask), last.firstTokenNanos());
            gateway.closed(this);
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
      current.cancel();
    }
    if (record == null) {
      record = CallRecord.of(call.asking(null), call.arrived(), call.arrivedNanos());
      gateway.recorder().record(record.begun(candidates.get(0)));
    }
    Answer answer = current == null ? Answer.UNKNOWN : current.answer();
    Integer status = current == null ? null : current.status();
    end(
        new End(RequestStatus.CANCELLED, status, answer, reason, null),
        current == null ? null : current.firstTokenNanos());
    response.abort();
    gateway.closed(this);
  }

  /** A fault of ours: the caller must hear of it all the same, and the log. */
  void unexpected(RuntimeException fault) {
    LOG.log(System.Logger.Level.ERROR, "A call failed unexpectedly", fault);
    callerGone("Tokentail failed: " + fault.getClass().getSimpleName() + ".");
  }

  /** Ends it because this application goes down. */
  void shutDown() {
    callerGone("Tokentail was stopped.");
  }

  private void end(End end, Long firstTokenNanos) {
    PeerWatch.Watched last = watched;
    if (last != null) {
      last.cancel();
    }
    releaseBody();
    gateway.recorder().record(record.ended(end, firstTokenNanos));
    capture.finished(record.id(), end.status());
  }

  /** The body will not be sent again. */
  void releaseBody() {
    body = null;
    share.release();
  }

  /** The head of an answer, as it reaches the caller. */
  void head(int status, HttpHeaders headers) {
    releaseBody();
    response.head().setStatus(status);
    PassedHeaders.toCaller(headers, response.head());
  }

  /** Looks whether something takes too long. Called a few times a second. */
  void look(long nowNanos) {
    Long resume = resumeNanos;
    if (resume != null && nowNanos - resume >= 0) {
      resumeNanos = null;
      attempt(candidates.get(next));
      return;
    }
    if (response.isGone()) {
      callerGone(LEFT);
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

  private String mask(String words) {
    return Texts.masked(words, call.secrets());
  }
}
