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
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.function.BiConsumer;
import java.util.function.Consumer;
import org.tokentail.config.Settings;
import org.tokentail.journal.Journal;
import org.tokentail.log.Cursor;
import org.tokentail.log.LogsChanged;
import org.tokentail.log.LogsCleared;
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
  @Inject private Journal journal;
  @Inject private Settings settings;

  @Resource(lookup = "java:comp/DefaultManagedThreadFactory")
  private ManagedThreadFactory threadFactory;

  private Feed feed;
  private StreamThreads threads;
  private Audience audience;
  private Outlets outlets;
  private FanOut fanOut;
  private Follower follower;

  @PostConstruct
  void open() {
    feed = new Feed(journal, settings.stream(), () -> follower.wake(), () -> fanOut.wake());
    follower = new Follower(this::follow, threadFactory);
    threads = new StreamThreads(threadFactory);
    audience = new Audience(settings.stream().maxClients(), feed.channels(), threads.closers());
    outlets = new Outlets(settings.stream().blocking(), threads.writers());
    fanOut =
        new FanOut(
            new Replays(journal, feed.epoch(), threads.readers(), () -> fanOut.wake()),
            settings.stream().stallTimeout().toNanos(),
            audience::release,
            threadFactory);
    fanOut.start();
    follower.start();
  }

  /** Tells the clients that the server goes down, then ends every stream. */
  @PreDestroy
  @Override
  public void close() {
    feed.channels()
        .announce(
            Event.plain(
                EventName.BYE, null, Map.of("retryMs", settings.stream().retry().toMillis())));
    follower.close();
    fanOut.close();
    threads.close();
  }

  /** The same: streams never outlive the broadcaster. */
  @Override
  public void close(boolean cascading) {
    close();
  }

  /** Every committed change, in the order of the feed. */
  void onLogsChanged(@Observes LogsChanged changed) {
    feed.append(changed);
  }

  /** Records were deleted. */
  void onLogsCleared(@Observes LogsCleared cleared) {
    catchUp();
  }

  /**
   * Has the journal looked at for what was committed without being told: by another node, or just
   * before a connection broke. Does not wait for it.
   */
  void catchUp() {
    follower.wake();
  }

  private void follow() {
    feed.catchUp();
    // It may have told of what was deleted.
    fanOut.wake();
  }

  /** Whether clients are told; false after a failure that ended one of its threads. */
  public boolean isAlive() {
    return fanOut.isAlive() && follower.isAlive();
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
      audience.totals().refused();
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
    audience.admit(subscription);
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
    audience.onError(listener);
  }

  @Override
  public void onClose(Consumer<SseEventSink> listener) {
    audience.onClose(listener);
  }

  Audience audience() {
    return audience;
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
}
