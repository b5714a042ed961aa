package org.tokentail.stream;

import jakarta.ws.rs.sse.SseEventSink;
import java.util.Collection;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.Executor;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.BiConsumer;
import java.util.function.Consumer;
import org.tokentail.log.UnavailableException;

/** The clients whose streams are open: who may come, who is here, who has gone. Thread-safe. */
final class Audience {
  private static final System.Logger LOG = System.getLogger(Audience.class.getName());

  private final int max;
  private final Channels channels;
  private final Executor closers;
  private final AtomicInteger places = new AtomicInteger();
  private final Set<Subscription> connected = ConcurrentHashMap.newKeySet();
  private final StreamTotals totals = new StreamTotals();
  private final List<BiConsumer<SseEventSink, Throwable>> errorListeners =
      new CopyOnWriteArrayList<>();
  private final List<Consumer<SseEventSink>> closeListeners = new CopyOnWriteArrayList<>();

  /**
   * @param max streams open at once
   * @param closers end streams, which may wait
   */
  Audience(int max, Channels channels, Executor closers) {
    this.max = max;
    this.channels = channels;
    this.closers = closers;
  }

  /**
   * @throws UnavailableException when there is no place
   */
  void admit(Subscription client) {
    if (places.incrementAndGet() > max) {
      places.decrementAndGet();
      totals.refused();
      throw new UnavailableException(
          "Too many streams",
          "%d streams are open, the configured limit. Retry later, or raise TOKENTAIL_STREAM_MAX_CLIENTS."
              .formatted(max),
          5,
          null);
    }
    connected.add(client);
  }

  /**
   * Its stream is over, which may be said more than once.
   *
   * @param failure why; null: nothing went wrong
   */
  void release(Subscription client, Throwable failure) {
    if (!client.release()) {
      return;
    }
    places.decrementAndGet();
    connected.remove(client);
    channels.leave(client.channel());
    totals.gone(client.sent().events(), failure instanceof FanOut.StalledException);
    if (failure != null) {
      LOG.log(
          System.Logger.Level.DEBUG,
          "Stream {0} closed: {1}",
          client.visitor().id(),
          failure.getMessage());
      errorListeners.forEach(listener -> listener.accept(client, failure));
    }
    closeListeners.forEach(listener -> listener.accept(client));
    // Whoever does not read would be waited for; so would somebody who has gone.
    boolean atOnce = failure != null || client.isWaiting();
    closers.execute(() -> client.end(atOnce));
  }

  void onError(BiConsumer<SseEventSink, Throwable> listener) {
    errorListeners.add(listener);
  }

  void onClose(Consumer<SseEventSink> listener) {
    closeListeners.add(listener);
  }

  /** Those who are here now; it changes while it is read. */
  Collection<Subscription> connected() {
    return connected;
  }

  StreamTotals totals() {
    return totals;
  }
}
