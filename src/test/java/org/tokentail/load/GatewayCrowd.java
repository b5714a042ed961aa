package org.tokentail.load;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.EnumMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.Flow;
import java.util.concurrent.Semaphore;
import java.util.concurrent.atomic.AtomicInteger;
import org.tokentail.load.TestProvider.Script;

/** Callers of the gateway with a stream each. Thread-safe. */
public final class GatewayCrowd implements AutoCloseable {
  private static final ObjectMapper MAPPER = new ObjectMapper();

  /** Connections that are being opened at once. */
  private static final int OPENING = 100;

  private static final long BEAT_MILLIS = 1_000;

  /** What becomes of a stream. */
  public enum Fate {
    WHOLE("completed"),
    CALLER_LEAVES("cancelled"),
    PROVIDER_LEAVES("error");

    private final String status;

    Fate(String status) {
      this.status = status;
    }

    /** How its record ends. */
    public String status() {
      return status;
    }

    static Fate of(int index) {
      return switch (index % 10) {
        case 3 -> CALLER_LEAVES;
        case 7 -> PROVIDER_LEAVES;
        default -> WHOLE;
      };
    }
  }

  private final HttpClient client = client();
  private final URI server;
  private final String key;
  private final Duration span;
  private final Semaphore opening = new Semaphore(OPENING);
  private final AtomicInteger begun = new AtomicInteger();
  private final AtomicInteger ended = new AtomicInteger();

  /**
   * @param span of a stream that nobody leaves
   */
  public GatewayCrowd(URI server, String key, Duration span) {
    this.server = server;
    this.key = key;
    this.span = span;
  }

  private static HttpClient client() {
    return HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();
  }

  /** Streams that beat once a second for as long as that, unless the provider is to leave. */
  public static Script script(Duration span) {
    List<String> events = ProviderScripts.events(ProviderScripts.ANTHROPIC_STREAM);
    long beats = Math.max(1, span.toMillis() / BEAT_MILLIS);
    return (request, wire) -> {
      boolean leaves = request.text().contains(Fate.PROVIDER_LEAVES.name());
      wire.events();
      for (String event : events.subList(0, 5)) {
        wire.chunk(event);
      }
      for (long beat = 0; beat < (leaves ? beats / 2 : beats); beat++) {
        Pause.of(Duration.ofMillis(BEAT_MILLIS));
        wire.chunk(events.get(4));
      }
      if (leaves) {
        wire.reset();
        return;
      }
      for (String event : events.subList(5, events.size())) {
        wire.chunk(event);
      }
      wire.end();
    };
  }

  /** Opens so many streams, a hundred at a time. */
  public void open(int count) {
    for (int i = 0; i < count; i++) {
      Fate fate = Fate.of(i);
      opening.acquireUninterruptibly();
      Caller caller = new Caller(fate);
      var unused =
          client
              .sendAsync(request(fate), info -> HttpResponse.BodySubscribers.fromSubscriber(caller))
              .whenComplete((response, failure) -> caller.over());
    }
  }

  private HttpRequest request(Fate fate) {
    return HttpRequest.newBuilder(server.resolve("gateway/anthropic/v1/messages"))
        .header("x-tokentail-key", key)
        .header("x-tokentail-client", fate.name())
        .header("content-type", "application/json")
        .POST(BodyPublishers.ofString("{\"model\":\"" + fate + "\",\"stream\":true}"))
        .build();
  }

  /** Streams whose first bytes have come. */
  public int begun() {
    return begun.get();
  }

  public int ended() {
    return ended.get();
  }

  /** One caller. */
  private final class Caller implements Flow.Subscriber<List<ByteBuffer>> {
    private final Fate fate;
    private final long startNanos = System.nanoTime();
    private boolean first = true;
    private boolean over;
    private Flow.Subscription subscription;

    Caller(Fate fate) {
      this.fate = fate;
    }

    @Override
    public void onSubscribe(Flow.Subscription begins) {
      subscription = begins;
      begins.request(Long.MAX_VALUE);
    }

    @Override
    public synchronized void onNext(List<ByteBuffer> bytes) {
      if (first) {
        first = false;
        begun.incrementAndGet();
        opening.release();
      }
      boolean half = System.nanoTime() - startNanos > span.toNanos() / 2;
      if (fate == Fate.CALLER_LEAVES && half && !over) {
        subscription.cancel();
        over();
      }
    }

    @Override
    public void onError(Throwable failure) {
      over();
    }

    @Override
    public void onComplete() {
      over();
    }

    synchronized void over() {
      if (!over) {
        over = true;
        ended.incrementAndGet();
        if (first) {
          first = false;
          opening.release();
        }
      }
    }
  }

  /** How many streams have each fate. */
  public static Map<Fate, Long> fates(int count) {
    Map<Fate, Long> fates = new EnumMap<>(Fate.class);
    for (int i = 0; i < count; i++) {
      fates.merge(Fate.of(i), 1L, Long::sum);
    }
    return fates;
  }

  /** How the records of a fate stand. */
  public static Map<String, Long> statuses(URI server, String key, Fate fate) {
    HttpRequest request =
        HttpRequest.newBuilder(server.resolve("api/logs/stats?clientId=" + fate.name()))
            .header("x-api-key", key)
            .build();
    try {
      JsonNode byStatus =
          MAPPER.readTree(client().send(request, BodyHandlers.ofString()).body()).path("byStatus");
      Map<String, Long> statuses = new TreeMap<>();
      byStatus
          .properties()
          .forEach(
              entry ->
                  statuses.put(entry.getKey().toLowerCase(Locale.ROOT), entry.getValue().asLong()));
      return statuses;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException(e);
    }
  }

  @Override
  public void close() {
    opening.release(OPENING);
  }
}
