package org.tokentail.gateway;

import jakarta.annotation.PostConstruct;
import jakarta.annotation.PreDestroy;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import jakarta.servlet.AsyncContext;
import jakarta.servlet.http.HttpServletRequest;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.channels.SocketChannel;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.LongAdder;
import org.tokentail.config.Settings;
import org.tokentail.gateway.bodies.BodyStore;
import org.tokentail.gateway.caller.CallerBody;
import org.tokentail.gateway.caller.CallerResponse;
import org.tokentail.gateway.caller.KeptBodies;
import org.tokentail.gateway.channel.Channels;
import org.tokentail.gateway.record.Recorder;
import org.tokentail.server.PeerWatch;
import org.tokentail.server.PlainThreads;
import org.tokentail.server.ServerConnection;

/**
 * Passes calls on to providers and records them. A few threads serve all of them: none waits for an
 * open one. Thread-safe.
 */
@ApplicationScoped
public class Gateway {
  private static final System.Logger LOG = System.getLogger(Gateway.class.getName());

  /** Less than containers give an application for its end. */
  private static final Duration LONGEST_FLUSH = Duration.ofSeconds(5);

  @Inject private Settings settings;
  @Inject private Clock clock;
  @Inject private Channels channels;
  @Inject private Recorder recorder;
  @Inject private BodyStore bodies;

  private final PlainThreads threads = new PlainThreads("tokentail-gateway");

  private final Set<Exchange> open = ConcurrentHashMap.newKeySet();
  private final LongAdder served = new LongAdder();
  private CallThreads executor;
  private Clients clients;
  private KeptBodies kept;
  private Watch watch;
  private PeerWatch peers;

  @PostConstruct
  void start() {
    executor = new CallThreads(threads);
    clients = new Clients(executor);
    kept = new KeptBodies(settings.gateway().repeatableBytes());
    watch = new Watch(this, settings.writing().pendingTimeout());
    watch.start(threads);
    try {
      peers = new PeerWatch(threads);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /**
   * Ends all calls, and returns when they are recorded: the container gives no order in which the
   * beans of an application end, and the database may be the first.
   */
  void endCalls() {
    endOpen();
    guarded("The record of the last calls", () -> recorder.flush(LONGEST_FLUSH));
  }

  private void endOpen() {
    for (Exchange exchange : open) {
      guarded("The end of a call", exchange::shutDown);
    }
  }

  @PreDestroy
  void stop() {
    watch.close();
    peers.close();
    endOpen();
    executor.shutdown();
  }

  /**
   * Takes a call. To be called on the request's own thread, which then is free.
   *
   * @param async without a time-out of its own
   */
  void take(AsyncContext async, Call call) throws IOException {
    HttpServletRequest request = (HttpServletRequest) async.getRequest();
    ServerConnection.shrinkBuffer(async.getResponse());
    ServerConnection connection = ServerConnection.bounded(request, async.getResponse());
    CallerResponse response = new CallerResponse(async, connection);
    KeptBodies.Share share = kept.share();
    Exchange exchange = new Exchange(this, call, response, share);
    open.add(exchange);
    response.turn().enter();
    try {
      response.begin(exchange);
      CallerBody.read(request, response.turn(), share, exchange, exchange::receives);
    } catch (IOException | RuntimeException e) {
      exchange.unexpected(e);
    } finally {
      response.turn().leave();
    }
  }

  /** Null where the connection cannot be reached: it then shows with the next write. */
  PeerWatch.Watched watchPeer(CallerResponse response, Runnable gone) {
    SocketChannel channel = response.connection().channel();
    return channel == null ? null : peers.watch(channel, gone);
  }

  /** Its answer has ended; not earlier, so that somebody looks after it until then. */
  void closed(Exchange exchange) {
    if (open.remove(exchange)) {
      served.increment();
    }
  }

  Set<Exchange> open() {
    return open;
  }

  /** Calls that have ended since the start. */
  long served() {
    return served.sum();
  }

  Channels channels() {
    return channels;
  }

  Recorder recorder() {
    return recorder;
  }

  BodyStore bodies() {
    return bodies;
  }

  Clients clients() {
    return clients;
  }

  Instant now() {
    return clock.instant();
  }

  /** What is done now and then; a failure must not end it. */
  static void guarded(String what, Runnable work) {
    try {
      work.run();
    } catch (Throwable e) {
      // Errors too: an executor would never run it again, and say nothing.
      LOG.log(System.Logger.Level.WARNING, what + " failed", e);
    }
  }

  /** Ids of the calls whose record exists. */
  List<String> underWay() {
    return open.stream()
        .filter(exchange -> !exchange.isOver())
        .map(exchange -> exchange.log().record())
        .filter(record -> record != null)
        .map(record -> record.id())
        .toList();
  }
}
