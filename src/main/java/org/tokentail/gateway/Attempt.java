package org.tokentail.gateway;

import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodySubscriber;
import java.net.http.HttpResponse.ResponseInfo;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicBoolean;
import org.tokentail.gateway.caller.CallerBody;
import org.tokentail.gateway.channel.Channel;
import org.tokentail.gateway.channel.Circuit;
import org.tokentail.gateway.usage.Answer;
import org.tokentail.log.RequestStatus;

/**
 * One request to a provider, over one channel. Ends once: with an answer, with a failure, or
 * cancelled. Thread-safe.
 */
final class Attempt {
  private final Gateway gateway;
  private final Exchange exchange;
  private final Channel channel;
  private final Circuit circuit;
  private final long begunNanos = System.nanoTime();
  private final AtomicBoolean over = new AtomicBoolean();
  private volatile CompletableFuture<HttpResponse<Void>> answer;
  private volatile Relay relay;
  private volatile RefusalReader refusal;

  /** The request's body where it goes by in pieces; null: it was sent as a whole. */
  private volatile CallerBody pieces;

  Attempt(Gateway gateway, Exchange exchange, Channel channel) {
    this.gateway = gateway;
    this.exchange = exchange;
    this.channel = channel;
    circuit = gateway.channels().circuit(channel);
  }

  Channel channel() {
    return channel;
  }

  long begunNanos() {
    return begunNanos;
  }

  /**
   * @param body null: it comes in pieces
   */
  void start(byte[] body, CallerBody streamed) {
    pieces = streamed;
    try {
      HttpRequest request = ProviderRequest.of(exchange.call(), channel, body, streamed);
      answer = gateway.clients().of(channel).sendAsync(request, this::onHead);
      var unused =
          answer.whenComplete(
              (response, failure) -> Optional.ofNullable(failure).ifPresent(this::failed));
    } catch (IllegalArgumentException e) {
      failed(e);
    }
  }

  private BodySubscriber<Void> onHead(ResponseInfo info) {
    CompletableFuture<HttpResponse<Void>> begun = answer;
    if (begun != null) {
      // All that follows is told to the subscriber. Completed by the client, it would start a
      // thread for each call where two processors leave the common pool one thread (JDK 17).
      begun.complete(null);
    }
    try {
      return begin(info);
    } catch (RuntimeException e) {
      // The client would swallow it, and the caller wait for ever.
      exchange.unexpected(e);
      throw e;
    }
  }

  private BodySubscriber<Void> begin(ResponseInfo info) {
    if (Refusals.isRefusal(info.statusCode())) {
      if (info.statusCode() != Refusals.TOO_MANY_REQUESTS || channel.suppliesKey()) {
        // Otherwise it is the limit of one caller's key, and the channel works for the others.
        circuit.failed("HTTP " + info.statusCode(), gateway.now());
      }
      if (exchange.mayGoOn()) {
        refusal = new RefusalReader(info, this::refused);
        return refusal;
      }
    } else {
      circuit.succeeded();
    }
    relay = new Relay(exchange, this, info);
    if (over.get()) {
      relay.cancel();
    } else {
      exchange.head(info.statusCode(), info.headers());
    }
    return relay;
  }

  private void refused(RefusalReader read) {
    if (over.compareAndSet(false, true)) {
      try {
        exchange.goesOn(
            this, "HTTP " + read.status(), read.status(), read.words(), read.retryAfterMillis());
      } catch (RuntimeException e) {
        exchange.unexpected(e);
      }
    }
  }

  /** No answer has begun. */
  private void failed(Throwable cause) {
    if (!over.compareAndSet(false, true)) {
      return;
    }
    if (cause instanceof IllegalArgumentException) {
      // The caller's fault: no other channel could do better.
      exchange.failed(this, RequestStatus.ERROR, Failures.BAD_REQUEST, Failures.NOT_ALLOWED);
      return;
    }
    Failures.Words words = Failures.of(cause, channel);
    fails(words.status(), words.callerStatus(), words.reason());
  }

  private void fails(RequestStatus status, int callerStatus, String reason) {
    circuit.failed(reason, gateway.now());
    try {
      if (exchange.mayGoOn()) {
        exchange.goesOn(this, reason, null, null, -1);
      } else {
        exchange.failed(this, status, callerStatus, reason);
      }
    } catch (RuntimeException e) {
      exchange.unexpected(e);
    }
  }

  /** The answer broke after it had begun. */
  void broken(String reason) {
    if (over.compareAndSet(false, true)) {
      fell(RequestStatus.ERROR, Failures.BAD_GATEWAY, reason);
    }
  }

  /** The answer will not come to its end, unless it has said all. */
  private void fell(RequestStatus status, int callerStatus, String reason) {
    if (!answer().finished()) {
      circuit.failed(reason, gateway.now());
    }
    exchange.failed(this, status, callerStatus, reason);
  }

  /** The answer has been read to its end. */
  void complete() {
    if (over.compareAndSet(false, true)) {
      exchange.answered(this);
    }
  }

  /**
   * Gives it up; its connection to the provider is closed. Not where it has ended: the connection
   * may carry another call by now, which the client would end with it.
   */
  void cancel() {
    if (over.compareAndSet(false, true)) {
      stop();
    }
  }

  private void stop() {
    if (answer != null) {
      answer.cancel(true);
    }
    if (relay != null) {
      relay.cancel();
    }
    if (refusal != null) {
      refusal.cancel();
    }
  }

  /** Looks whether the provider takes too long. */
  void look(long nowNanos) {
    Relay begun = relay;
    Channel.Timeouts limits = channel.timeouts();
    boolean late =
        begun == null
            ? !isAwaitingCaller() && isOlder(sentNanos(), nowNanos, limits.firstByte())
            : begun.isSilent(nowNanos, limits.idle());
    if (!late || !over.compareAndSet(false, true)) {
      return;
    }
    // First: what comes now must not be passed on any more.
    Gateway.guarded("The end of an attempt", this::stop);
    if (begun == null) {
      fails(
          RequestStatus.TIMEOUT,
          Failures.GATEWAY_TIMEOUT,
          "The provider did not answer within %d s.".formatted(limits.firstByte().toSeconds()));
    } else {
      String reason = "The provider sent nothing for %d s.".formatted(limits.idle().toSeconds());
      fell(RequestStatus.TIMEOUT, Failures.GATEWAY_TIMEOUT, reason);
    }
  }

  private boolean isAwaitingCaller() {
    CallerBody sent = pieces;
    return sent != null && sent.isAwaited();
  }

  /** When the provider had the request, as far as it came. */
  private long sentNanos() {
    CallerBody sent = pieces;
    return sent == null ? begunNanos : Math.max(begunNanos, sent.movedNanos());
  }

  static boolean isOlder(long sinceNanos, long nowNanos, Duration limit) {
    return nowNanos - sinceNanos > limit.toNanos();
  }

  /** The provider's status; null while its answer has not begun. */
  Integer status() {
    return relay == null ? null : Integer.valueOf(relay.status());
  }

  /** What is known of the answer by now. */
  Answer answer() {
    return relay == null ? Answer.UNKNOWN : relay.answer();
  }

  /** When the first content came, on the monotonic clock; null: it has not. */
  Long firstTokenNanos() {
    return relay == null ? null : relay.firstTokenNanos();
  }

  /** How its answer ended, or would if nothing more came; empty: it has not begun. */
  Optional<Verdict> verdict() {
    return Optional.ofNullable(relay).map(Relay::verdict);
  }

  /** Runs it when all that was passed on of the answer has been read: now, or in a moment. */
  void whenRead(Runnable work) {
    Relay begun = relay;
    if (begun == null) {
      work.run();
    } else {
      begun.whenRead(work);
    }
  }
}
