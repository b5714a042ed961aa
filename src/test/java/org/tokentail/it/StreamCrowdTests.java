package org.tokentail.it;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;

/** Many clients at once. */
interface StreamCrowdTests {
  int MAX_CLIENTS = Integer.parseInt(System.getenv("TOKENTAIL_STREAM_MAX_CLIENTS"));
  int CLIENTS = 20;
  int REQUESTS = 120;

  Api api();

  @Test
  default void whoeverComesAndGoesGetsEveryChangeOnceAndInOrder() throws Exception {
    String start = api().get("logs?limit=1").json().path("cursor").asText();
    AtomicLong end = new AtomicLong(Long.MAX_VALUE);
    List<Callable<List<SseEvent>>> clients = new ArrayList<>();
    for (int i = 0; i < CLIENTS; i++) {
      clients.add(new RestlessClient(api(), i, start, end::get));
    }
    ExecutorService threads = Executors.newFixedThreadPool(CLIENTS);
    try {
      List<Future<List<SseEvent>>> reading = clients.stream().map(threads::submit).toList();
      String prefix = Api.unique("crowd");
      writeRequests(prefix);
      end.set(SseEvent.seq(api().get("logs?limit=1").json().path("cursor").asText()));

      for (Future<List<SseEvent>> seen : reading) {
        isComplete(seen.get(), SseEvent.seq(start), end.get());
        endsWithEveryRequestCompleted(seen.get(), prefix);
      }
    } finally {
      threads.shutdownNow();
    }
  }

  private void isComplete(List<SseEvent> events, long start, long end) {
    List<Long> seqs = events.stream().map(SseEvent::seq).toList();
    assertThat(seqs.subList(0, Math.toIntExact(end - start)))
        .isEqualTo(LongStream.rangeClosed(start + 1, end).boxed().toList());
  }

  private static void endsWithEveryRequestCompleted(List<SseEvent> events, String prefix) {
    Map<String, SseEvent> last = new LinkedHashMap<>();
    events.stream()
        .filter(event -> event.logId().startsWith(prefix))
        .forEach(event -> last.put(event.logId(), event));
    assertThat(last).hasSize(REQUESTS);
    assertThat(last.values())
        .allMatch(event -> event.log().path("status").asText().equals("completed"))
        .allMatch(event -> event.log().path("rev").asInt() == 3);
  }

  /** Each request is created, answered and completed, some alone and some in a batch. */
  private void writeRequests(String prefix) {
    Random random = new Random(42);
    int created = 0;
    while (created < REQUESTS) {
      int batch = Math.min(1 + random.nextInt(6), REQUESTS - created);
      for (String change :
          new String[] {"\"model\":\"m\"", "\"httpStatus\":200", "\"status\":\"completed\""}) {
        List<String> records = new ArrayList<>();
        for (int i = created; i < created + batch; i++) {
          records.add("{\"id\":\"%s-%d\",%s}".formatted(prefix, i, change));
        }
        api().post(records.toString()).is(201);
      }
      created += batch;
    }
  }

  @Test
  default void oneClientMoreThanTheLimitIsToldToComeLater() {
    List<SseClient> clients = new ArrayList<>();
    try {
      // Those of other tests are gone as soon as something is written to them.
      for (int i = 0; i < MAX_CLIENTS; i++) {
        clients.add(openedAfterAWrite());
      }

      Answer refused = api().get("logs/stream");
      refused.problem(503);
      assertThat(Integer.parseInt(refused.header("retry-after"))).isBetween(1, 60);

      clients.remove(0).close();
      clients.remove(0).close();
      clients.add(openedAfterAWrite());
      clients.add(openedAfterAWrite());
      String id = api().created("{\"status\":\"completed\"}");
      for (SseClient client : clients) {
        client.next(event -> event.isChange() && event.logId().equals(id), Duration.ofSeconds(10));
      }
    } finally {
      clients.forEach(SseClient::close);
    }
  }

  @Test
  default void whoLeavesAtOnceTakesNoPlace() {
    for (int i = 0; i < 5 * MAX_CLIENTS; i++) {
      RawHttp.sendAndLeave(api().base(), "GET BASE/logs/stream HTTP/1.1", i % 2 == 0);
      api().created("{\"status\":\"completed\"}");
    }

    everyPlaceIsFree();
  }

  /** Last: it would leave no place to others if it failed. */
  @Order(Integer.MAX_VALUE)
  @Test
  default void whoAsksForTheHeadOnlyTakesNoPlace() {
    HttpRequest.Builder head =
        api()
            .request("logs/stream")
            .timeout(Duration.ofSeconds(1))
            .method("HEAD", BodyPublishers.noBody());
    for (int i = 0; i < 2 * MAX_CLIENTS; i++) {
      // With or without an answer: what counts is what it leaves behind.
      Api.sendAndForget(head.build());
      api().created("{\"status\":\"completed\"}");
    }

    everyPlaceIsFree();
  }

  private void everyPlaceIsFree() {
    List<SseClient> clients = new ArrayList<>();
    try {
      for (int i = 0; i < MAX_CLIENTS; i++) {
        clients.add(openedAfterAWrite());
      }
    } finally {
      clients.forEach(SseClient::close);
    }
  }

  private SseClient openedAfterAWrite() {
    return await()
        .atMost(Duration.ofSeconds(40))
        .until(
            () -> {
              api().created("{\"status\":\"completed\"}");
              return SseClient.tryOpen(api().request("logs/stream"));
            },
            Optional::isPresent)
        .orElseThrow();
  }
}
