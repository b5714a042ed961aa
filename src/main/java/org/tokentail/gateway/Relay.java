package org.tokentail.gateway;

import java.net.http.HttpResponse.BodySubscriber;
import java.net.http.HttpResponse.ResponseInfo;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.Flow;
import java.util.concurrent.atomic.AtomicInteger;
import org.tokentail.gateway.usage.Answer;

/**
 * Passes an answer on to the caller, piece by piece: the next one is asked for when this one has
 * been taken. What goes by is read meanwhile. The provider's side is one thread at a time.
 */
final class Relay implements BodySubscriber<Void> {
  private final Exchange exchange;
  private final Attempt attempt;
  private final ResponseInfo info;
  private final AnswerWitness witness;

  /** What must have happened before the next piece is asked for: it was taken, and it was read. */
  private final AtomicInteger awaited = new AtomicInteger();

  /** A piece is passed on first, and then read. */
  private final Busy reading = new Busy();

  private volatile Flow.Subscription subscription;
  private volatile boolean cancelled;

  /** Whether a piece of the answer has come. */
  private volatile boolean given;

  private volatile long movedNanos = System.nanoTime();

  Relay(Exchange exchange, Attempt attempt, ResponseInfo info) {
    this.exchange = exchange;
    this.attempt = attempt;
    this.info = info;
    witness = new AnswerWitness(exchange.call().route(), info, exchange.log().capture());
  }

  int status() {
    return info.statusCode();
  }

  Answer answer() {
    return witness.answer();
  }

  Long firstTokenNanos() {
    return witness.firstTokenNanos();
  }

  @Override
  public CompletionStage<Void> getBody() {
    // At once: how the body goes on is this object's, not the future's.
    return CompletableFuture.completedStage(null);
  }

  @Override
  public void onSubscribe(Flow.Subscription begun) {
    subscription = begun;
    if (cancelled) {
      begun.cancel();
      return;
    }
    begun.request(1);
    // What came with the head goes out with it.
    if (witness.announcesEvents() && !given) {
      exchange.response().flush();
    }
  }

  @Override
  public void onNext(List<ByteBuffer> buffers) {
    if (cancelled || exchange.isOver()) {
      // Nobody waits for it any more.
      return;
    }
    given = true;
    byte[] bytes = bytes(buffers);
    movedNanos = System.nanoTime();
    awaited.set(2);
    reading.begin();
    try {
      exchange.response().write(bytes, this::stepDone);
      read(bytes);
    } finally {
      reading.end();
    }
    stepDone();
  }

  private void read(byte[] bytes) {
    boolean hadContent = witness.firstTokenNanos() != null;
    witness.feed(bytes, movedNanos);
    if (!hadContent && witness.firstTokenNanos() != null && witness.isEventStream()) {
      exchange.log().firstToken();
    }
  }

  /** Runs it when all that was passed on has been read: now, or in a moment. */
  void whenRead(Runnable work) {
    reading.whenDone(work);
  }

  private void stepDone() {
    if (awaited.decrementAndGet() == 0) {
      movedNanos = System.nanoTime();
      subscription.request(1);
    }
  }

  static byte[] bytes(List<ByteBuffer> buffers) {
    int size = buffers.stream().mapToInt(ByteBuffer::remaining).sum();
    byte[] bytes = new byte[size];
    int at = 0;
    for (ByteBuffer buffer : buffers) {
      int count = buffer.remaining();
      buffer.get(bytes, at, count);
      at += count;
    }
    return bytes;
  }

  @Override
  public void onError(Throwable failure) {
    witness.end();
    if (!cancelled) {
      attempt.broken("The provider's answer broke off: " + Failures.cause(failure) + ".");
    }
  }

  @Override
  public void onComplete() {
    witness.end();
    attempt.complete();
  }

  void cancel() {
    cancelled = true;
    witness.end();
    Flow.Subscription begun = subscription;
    if (begun != null) {
      begun.cancel();
    }
  }

  /** Whether the provider has sent nothing although it was asked. */
  boolean isSilent(long nowNanos, Duration limit) {
    return awaited.get() == 0 && Attempt.isOlder(movedNanos, nowNanos, limit);
  }

  Verdict verdict() {
    return witness.verdict();
  }
}
