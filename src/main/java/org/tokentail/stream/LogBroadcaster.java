package org.tokentail.stream;

import jakarta.annotation.PostConstruct;
import jakarta.annotation.PreDestroy;
import jakarta.annotation.Resource;
import jakarta.enterprise.concurrent.ManagedThreadFactory;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Inject;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import jakarta.ws.rs.sse.OutboundSseEvent;
import jakarta.ws.rs.sse.SseBroadcaster;
import jakarta.ws.rs.sse.SseEventSink;
import java.io.IOException;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.BiConsumer;
import java.util.function.Consumer;
import org.tokentail.config.Settings;
import org.tokentail.journal.Cursor;
import org.tokentail.journal.Journal;
import org.tokentail.log.LogsChanged;
import org.tokentail.log.UnavailableException;
import org.tokentail.security.BrowserSession;
import org.tokentail.stream.event.Event;
import org.tokentail.stream.event.EventName;
import org.tokentail.stream.event.View;
import org.tokentail.stream.output.Outlets;

/**
 * Tells every connected client what was committed. Thread-safe; no method waits for a client.
 *
 * <p>Only a {@link Subscription} can be registered: a plain sink has neither a position nor a
 * bound.
 */
@ApplicationScoped
public class LogBroadcaster implements SseBroadcaster {
  private static final System.Logger LOG = System.getLogger(LogBroadcaster.class.getName());

  /** Threads that read the journal for clients that come back. */
  private static final int READERS = 2;

  /** Threads that end streams: each may wait for a client that does not read, up to 30 s. */
  private static final int CLOSERS = 32;

  /** Threads that write where it cannot be done without waiting. */
  private static final int WRITERS = 64;

  private static final int IDLE_SECONDS = 10;

  @Inject private Journal journal;
  @Inject private Settings settings;

  @Resource(lookup = "java:comp/DefaultManagedThreadFactory")
  private ManagedThreadFactory threads;

  private final AtomicInteger places = new AtomicInteger();
  private final Set<Subscription> connected = ConcurrentHashMap.newKeySet();
  private final StreamTotals totals = new StreamTotals();
  private final List<BiConsumer<SseEventSink, Throwable>> errorListeners =
      new CopyOnWriteArrayList<>();
  private final List<Consumer<SseEventSink>> closeListeners = new CopyOnWriteArrayList<>();

  private Feed feed;
  private FanOut fanOut;
  private ExecutorService closers;
  private ExecutorService readers;
  private ExecutorService writers;
  private Outlets outlets;

  @PostConstruct
  void open() {
    feed = new Feed(journal, settings.stream());
    closers = helpers(CLOSERS);
    readers = helpers(READERS);
    writers = helpers(WRITERS);
    outlets = new Outlets(settings.stream().blocking(), writers);
    fanOut =
        new FanOut(
            new Replays(journal, feed.epoch(), readers, () -> fanOut.wake()),
            settings.stream().stallTimeout().toNanos(),
            this::release,
            threads);
    fanOut.start();
  }

  private ExecutorService helpers(int size) {
    // The queue needs no bound of its own: at most one task a client, and clients are bounded.
    ThreadPoolExecutor pool =
        new ThreadPoolExecutor(
            size, size, IDLE_SECONDS, TimeUnit.SECONDS, new LinkedBlockingQueue<>(), threads);
    pool.allowCoreThreadTimeOut(true);
    return pool;
  }

  /** Tells the clients that the server goes down, then ends every stream. */
  @PreDestroy
  @Override
  public void close() {
    feed.channels()
        .announce(
            Event.plain(
                EventName.BYE, null, Map.of("retryMs", settings.stream().retry().toMillis())));
    fanOut.close();
    closers.shutdown();
    readers.shutdownNow();
    writers.shutdown();
    try {
      if (!closers.awaitTermination(2, TimeUnit.SECONDS)) {
        closers.shutdownNow();
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  /** The same: streams never outlive the broadcaster. */
  @Override
  public void close(boolean cascading) {
    close();
  }

  /** Every committed change, in the order of the feed. */
  void onLogsChanged(@Observes LogsChanged changed) {
    feed.append(changed);
    fanOut.wake();
  }

  /**
   * Tells of what was committed without being told: by another node, or just before a connection
   * broke.
   */
  void catchUp() {
    feed.catchUp();
    fanOut.wake();
  }

  /** Whether clients are told; false after a failure that ended the fan-out. */
  public boolean isAlive() {
    return fanOut.isAlive();
  }

  /** Whoever logs out sees nothing more, in no tab. */
  void onSessionEnded(@Observes BrowserSession.Ended event) {
    fanOut.end(event.session());
  }

  /** Sends what is no change (figures, heartbeats) to every client. */
  void announce(Event event) {
    feed.channels().announce(event);
    fanOut.wake();
  }

  /**
   * Sends an event to every client.
   *
   * @param event its name must be one of the protocol's, its data JSON in one line
   */
  @Override
  public CompletionStage<?> broadcast(OutboundSseEvent event) {
    EventName name =
        EventName.of(event.getName())
            .orElseThrow(() -> new IllegalArgumentException("No such event: " + event.getName()));
    announce(Event.ofJson(name, String.valueOf(event.getData())));
    return CompletableFuture.completedStage(null);
  }

  /**
   * The channel of that view, with one client more.
   *
   * @throws UnavailableException when too many distinct filters are open
   */
  Channel join(View view) {
    try {
      return feed.channels().join(view);
    } catch (UnavailableException e) {
      totals.refused();
      throw e;
    }
  }

  void leave(Channel channel) {
    feed.channels().leave(channel);
  }

  /**
   * @param sink a {@link Subscription}
   * @throws UnavailableException when the configured number of clients is reached
   */
  @Override
  public void register(SseEventSink sink) {
    if (!(sink instanceof Subscription subscription)) {
      throw new IllegalArgumentException("Only a Subscription can be registered");
    }
    int max = settings.stream().maxClients();
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
    connected.add(subscription);
    fanOut.add(subscription);
  }

  /** Writes to that client from now on. */
  void start(StreamGate.Opened opened, HttpServletRequest request, HttpServletResponse response)
      throws IOException {
    Subscription client = opened.client();
    client.start(
        outlets.open(
            request,
            response,
            client.sink(),
            opened.sse(),
            client.channel().view().format(),
            fanOut::wake));
    fanOut.wake();
  }

  @Override
  public void onError(BiConsumer<SseEventSink, Throwable> listener) {
    errorListeners.add(listener);
  }

  @Override
  public void onClose(Consumer<SseEventSink> listener) {
    closeListeners.add(listener);
  }

  /** The clients whose streams are open now. */
  Set<Subscription> connected() {
    return connected;
  }

  StreamTotals totals() {
    return totals;
  }

  Outlets outlets() {
    return outlets;
  }

  /** How far the feed has come. */
  public Cursor head() {
    return feed.head();
  }

  Feed feed() {
    return feed;
  }

  private void release(Subscription client, Throwable failure) {
    if (!client.release()) {
      return;
    }
    places.decrementAndGet();
    connected.remove(client);
    leave(client.channel());
    totals.delivered(client.sent().events());
    if (failure != null) {
      LOG.log(
          System.Logger.Level.DEBUG,
          "Stream {0} closed: {1}",
          client.visitor().id(),
          failure.getMessage());
      errorListeners.forEach(listener -> listener.accept(client, failure));
    }
    if (failure instanceof FanOut.StalledException) {
      totals.evicted();
    }
    closeListeners.forEach(listener -> listener.accept(client));
    // Whoever does not read would be waited for; so would somebody who has gone.
    boolean atOnce = failure != null || client.isWaiting();
    closers.execute(() -> client.end(atOnce));
  }
}
