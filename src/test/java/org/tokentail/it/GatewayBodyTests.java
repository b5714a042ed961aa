package org.tokentail.it;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.net.http.HttpClient;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.tokentail.load.BodyShape;
import org.tokentail.load.Delivery;
import org.tokentail.load.Framing;
import org.tokentail.load.Mirror;
import org.tokentail.load.WireCaller;

/** A request's body reaches the provider whole, however it comes. */
interface GatewayBodyTests extends GatewayTests {
  List<Framing> OF_REQUESTS = List.of(Framing.LENGTH, Framing.CHUNKED);
  int DRAWN = 120;

  @Test
  default void aBodyThatComesWithItsHeadIsPassedOnWhole() throws IOException {
    provider().answers(new Mirror());
    BodyShape shape = new BodyShape(20_000, Framing.LENGTH, Delivery.ONE_WRITE, 1);
    try (WireCaller caller = new WireCaller(api().base())) {
      post(caller, shape, Api.unique("together"));

      assertThat(caller.reply().text()).isEqualTo("{\"bytes\":20000}");
    }
  }

  @ParameterizedTest
  @ValueSource(booleans = {false, true})
  default void bodiesOfEachSizeArePassedOnWhole(boolean keepsConnections) {
    passOnWhole(BodyShape.edges(OF_REQUESTS), keepsConnections);
  }

  /** Again with {@code -Dbodies.seed}. */
  @ParameterizedTest
  @ValueSource(booleans = {false, true})
  default void bodiesOfAnySizeAndAnyCutArePassedOnWhole(boolean keepsConnections) {
    long seed = Long.getLong("bodies.seed", System.nanoTime());
    Random random = new Random(seed);
    try {
      passOnWhole(
          Stream.generate(() -> BodyShape.drawn(OF_REQUESTS, random)).limit(DRAWN).toList(),
          keepsConnections);
    } catch (AssertionError e) {
      throw new AssertionError("bodies.seed=" + seed, e);
    }
  }

  private void passOnWhole(List<BodyShape> shapes, boolean keepsConnections) {
    provider().answers(new Mirror());
    String session = Api.unique("bodies");

    List<String> faults =
        new ShapedCalls(api(), keepsConnections)
            .faults(
                shapes,
                (caller, shape) -> post(caller, shape, session),
                (shape, reply) ->
                    Mirror.digest(shape.body()).equals(reply.header(Mirror.DIGEST))
                        ? null
                        : "the provider got " + reply.text());

    assertThat(faults).isEmpty();
    assertThat(provider().brokenOff()).isZero();
    areCompleted(session, shapes.size());
  }

  private void post(WireCaller caller, BodyShape shape, String session) throws IOException {
    caller.post(
        gateway("openai/v1/files"),
        Map.of("x-tokentail-key", Api.KEY, "x-tokentail-session", session),
        shape.body(),
        shape.framing(),
        shape.delivery(),
        shape.cuts());
  }

  private void areCompleted(String session, int count) {
    String completed = "logs?limit=500&status=completed&sessionId=" + session;
    await()
        .atMost(PATIENCE)
        .untilAsserted(
            () -> assertThat(api().get(completed).is(200).json().path("requests")).hasSize(count));
  }

  /** What curl does with a large body: it waits for "100 Continue". */
  @Test
  default void aBodyThatIsWaitedForIsPassedOnWhole() throws IOException {
    provider().answers(new Mirror());
    byte[] body = new BodyShape(100_000, Framing.LENGTH, Delivery.ONE_WRITE, 2).body();
    Map<String, String> headers = Map.of("x-tokentail-key", Api.KEY, "Expect", "100-continue");
    try (WireCaller caller = new WireCaller(api().base())) {
      caller.send(
          WireCaller.head(
              "POST", gateway("openai/v1/files"), headers, Framing.LENGTH.header(body.length)));
      assertThat(caller.interim().status()).isEqualTo(100);
      caller.send(body);

      assertThat(caller.reply().header(Mirror.DIGEST)).isEqualTo(Mirror.digest(body));
    }
  }

  /** Without a length the server does not tell a body that was cut off from a whole one. */
  @ParameterizedTest
  @ValueSource(ints = {0, 1, 20_000, 100_000, 300_000})
  default void aBodyOverHttp2IsPassedOnWhole(int size) throws Exception {
    provider().answers(new Mirror());
    byte[] body = new BodyShape(size, Framing.LENGTH, Delivery.ONE_WRITE, size).body();
    HttpClient client = HttpClient.newBuilder().version(HttpClient.Version.HTTP_2).build();
    // The first one asks for HTTP/2, the others are sent over it.
    for (int i = 0; i < 3; i++) {
      HttpResponse<String> known =
          client.send(
              through("openai/v1/files", Api.unique("h2"))
                  .POST(BodyPublishers.ofByteArray(body))
                  .build(),
              BodyHandlers.ofString());
      HttpResponse<String> unknown =
          client.send(
              through("openai/v1/files", Api.unique("h2"))
                  .POST(
                      BodyPublishers.fromPublisher(
                          BodyPublishers.ofByteArrays(List.of(body, body))))
                  .build(),
              BodyHandlers.ofString());

      assertThat(known.body()).isEqualTo("{\"bytes\":%d}".formatted(size));
      assertThat(known.headers().firstValue(Mirror.DIGEST)).contains(Mirror.digest(body));
      assertThat(unknown.statusCode()).isEqualTo(size == 0 ? 200 : 400);
      assertThat(unknown.body()).contains(size == 0 ? "{\"bytes\":0}" : "needs a Content-Length");
    }
  }
}
