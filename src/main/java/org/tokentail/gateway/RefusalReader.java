package org.tokentail.gateway;

import java.io.ByteArrayOutputStream;
import java.net.http.HttpResponse.BodySubscriber;
import java.net.http.HttpResponse.ResponseInfo;
import java.nio.ByteBuffer;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.Flow;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Consumer;
import org.tokentail.gateway.record.Texts;

/** Reads what a provider says when it refuses and another attempt follows: its beginning. */
final class RefusalReader implements BodySubscriber<Void> {
  private final ResponseInfo info;
  private final Consumer<RefusalReader> done;
  private final AtomicBoolean told = new AtomicBoolean();
  private final ByteArrayOutputStream words = new ByteArrayOutputStream();
  private final DecodedCopy tee;
  private volatile Flow.Subscription subscription;

  /**
   * @param done told once, when it has been read as far as needed
   */
  RefusalReader(ResponseInfo info, Consumer<RefusalReader> done) {
    this.info = info;
    this.done = done;
    tee = DecodedCopy.of(info.headers().firstValue("content-encoding").orElse(null), words::write);
  }

  int status() {
    return info.statusCode();
  }

  String words() {
    return words.size() == 0 ? null : Texts.text(words.toByteArray());
  }

  long retryAfterMillis() {
    return Backoff.asked(info.headers().firstValue("retry-after").orElse(null));
  }

  void cancel() {
    Flow.Subscription begun = subscription;
    if (begun != null) {
      begun.cancel();
    }
  }

  @Override
  public CompletionStage<Void> getBody() {
    return CompletableFuture.completedStage(null);
  }

  @Override
  public void onSubscribe(Flow.Subscription begun) {
    subscription = begun;
    begun.request(1);
  }

  @Override
  public void onNext(List<ByteBuffer> buffers) {
    tee.feed(Relay.bytes(buffers));
    if (words.size() >= Texts.ERROR) {
      subscription.cancel();
      tell();
    } else {
      subscription.request(1);
    }
  }

  @Override
  public void onError(Throwable failure) {
    tell();
  }

  @Override
  public void onComplete() {
    tell();
  }

  private void tell() {
    if (told.compareAndSet(false, true)) {
      tee.close();
      done.accept(this);
    }
  }
}
