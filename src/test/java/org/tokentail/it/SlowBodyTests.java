package org.tokentail.it;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Bodies that do not come with their head (docs/PROTOCOL.md, "Errors"). */
interface SlowBodyTests {
  Duration PATIENCE = Duration.ofSeconds(30);

  Api api();

  /** The server has 200 threads for calls: a thread each, and nobody else would be answered. */
  @Test
  default void slowLoginsHoldNobodyUp() {
    List<PiecedCall> slow = new ArrayList<>();
    try {
      for (int i = 0; i < 250; i++) {
        slow.add(begin("POST session", "Content-Length: 40\r\n").send("{"));
      }
      api().send(api().anonymous("health")).is(200);
      assertThat(
              Api.send(
                      HttpRequest.newBuilder(api().base()).build(),
                      HttpResponse.BodyHandlers.discarding())
                  .statusCode())
          .isEqualTo(200);
      api().get("logs?limit=1").is(200);
      api()
          .send(
              api()
                  .anonymous("session")
                  .header("Content-Type", "application/json")
                  .POST(BodyPublishers.ofString("{\"key\":\"%s\"}".formatted(Api.KEY))))
          .is(204);
      assertThat(slow.get(0).answerAndEnd())
          .startsWith("HTTP/1.1 408")
          .contains("application/problem+json", "\"title\":\"Request Timeout\"", "16 KiB a second");
    } finally {
      // Just while the server ends them.
      slow.forEach(PiecedCall::close);
    }
    for (int i = 0; i < 20; i++) {
      aLateBodyMeansTheSame("after" + i);
    }
  }

  /** The server ends a request's own thread when it likes to: before the body, or after it. */
  @ParameterizedTest
  @ValueSource(strings = {"Content-Length: 22", "Transfer-Encoding: chunked"})
  default void bodiesThatComeAtOddMomentsAreTaken(String framing) {
    boolean chunked = framing.startsWith("Transfer");
    List<String> answers =
        IntStream.range(0, 400)
            .parallel()
            .mapToObj(
                i -> {
                  try (PiecedCall call = begin("POST logs", key() + framing + "\r\n")) {
                    pause(i % 8 * 250);
                    String body = "{\"status\":\"completed\"}";
                    call.send(chunked ? "16\r\n" + body + "\r\n0\r\n\r\n" : body);
                    return String.valueOf(call.status());
                  }
                })
            .distinct()
            .toList();
    assertThat(answers).containsExactly("201");
  }

  private static void pause(int micros) {
    LockSupport.parkNanos(TimeUnit.MICROSECONDS.toNanos(micros));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"plain", "a+b", "a~b@c", "semi;colon=1", "a%2Bb", "a%2Fb", "a%3Fb", "%C3%A9"})
  default void aLateBodyMeansTheSame(String path) {
    String id = Api.unique("late") + path;
    String body = "{\"status\":\"completed\"}";
    String length = key() + "Content-Length: " + body.length() + "\r\n";
    int atOnce;
    try (PiecedCall call = begin("PATCH logs/" + id + "?x=%20", length + "\r\n" + body)) {
      atOnce = call.status();
    }
    try (PiecedCall late = begin("PATCH logs/" + id + "?x=%20", length)) {
      assertThat(late.send(body.substring(0, 3)).send(body.substring(3)).status())
          .isEqualTo(atOnce);
    }
  }

  /** Without a length the server does not tell a body that was cut off from a whole one. */
  @Test
  default void overHttp2ABodyNeedsALength() throws Exception {
    HttpClient client = HttpClient.newBuilder().version(HttpClient.Version.HTTP_2).build();
    // The first one asks for HTTP/2, the others are sent over it.
    HttpResponse<String> first =
        client.send(api().request("logs?limit=1").build(), HttpResponse.BodyHandlers.ofString());
    assertThat(first.version()).isEqualTo(HttpClient.Version.HTTP_2);
    String id = Api.unique("h2");
    String body = "{\"id\":\"%s\",\"status\":\"completed\"}".formatted(id);

    assertThat(post(client, BodyPublishers.ofString(body)).statusCode()).isEqualTo(201);
    HttpResponse<String> unsized =
        post(client, BodyPublishers.fromPublisher(BodyPublishers.ofString(body)));
    assertThat(unsized.statusCode()).isEqualTo(411);
    assertThat(unsized.body()).contains("needs a Content-Length");
  }

  /** There a body may end in good order before its length: of lines, some would be missing. */
  @Test
  default void overHttp2ABodyMustHaveItsLength() {
    String id = Api.unique("h2-short");
    String line = "{\"id\":\"%s\"}\n".formatted(id);
    Map<String, String> fields =
        Map.of(
            "x-api-key",
            Api.KEY,
            "content-type",
            "application/x-ndjson",
            "content-length",
            String.valueOf(2 * line.length()));

    assertThat(FramedCall.post(api().base(), "api/logs", fields, line))
        .contains("\"status\":400", "ended after %d of".formatted(line.length()));
    api().get("logs/" + id).problem(404);

    assertThat(FramedCall.post(api().base(), "api/logs", fields, line + line))
        .contains("\"accepted\":2");
  }

  private HttpResponse<String> post(HttpClient client, HttpRequest.BodyPublisher body)
      throws Exception {
    return client.send(
        api().request("logs").header("Content-Type", "application/json").POST(body).build(),
        HttpResponse.BodyHandlers.ofString());
  }

  /** Whatever it says of itself: the server would wait for it with a thread. */
  @Test
  default void overHttp2NobodyIsWaitedForWithoutALength() {
    assertThat(FramedCall.unended(api().base(), "api/session", Map.of(), "{"))
        .contains("\"status\":411");
    assertThat(FramedCall.unended(api().base(), "api/health", Map.of(), "{"))
        .contains("\"status\":411");
  }

  @Test
  default void overHttp2NoBodyIsNoBody() throws Exception {
    HttpClient client = HttpClient.newBuilder().version(HttpClient.Version.HTTP_2).build();
    for (int i = 0; i < 3; i++) {
      HttpResponse<String> answer =
          client.send(
              api()
                  .request("prices/recalculate?sessionId=" + Api.unique("none"))
                  .POST(BodyPublishers.noBody())
                  .build(),
              HttpResponse.BodyHandlers.ofString());
      assertThat(answer.statusCode()).as(answer.body()).isEqualTo(200);
    }
  }

  @Test
  default void chunksAreReadToTheirEnd() {
    String id = Api.unique("chunks");
    String record = "{\"id\":\"%s\"}".formatted(id) + " ".repeat(70_000);
    try (PiecedCall call = begin("POST logs", key() + "Transfer-Encoding: chunked\r\n")) {
      for (int from = 0; from < record.length(); from += 7_001) {
        String piece = record.substring(from, Math.min(record.length(), from + 7_001));
        call.send(Integer.toHexString(piece.length()) + "\r\n" + piece + "\r\n");
      }
      assertThat(call.send("0\r\n\r\n").status()).isEqualTo(201);
    }
    api().get("logs/" + id).is(200);
  }

  @Test
  default void aBodyThatBreaksOffIsCountedAndKeepsNothing() {
    long before = refused("brokenBody");
    String id = Api.unique("broken");
    begin("POST logs", key() + "Content-Length: 200\r\n").send("{\"id\":\"" + id + "\"}").close();
    begin("POST logs", key() + "Transfer-Encoding: chunked\r\n").send("8\r\n{\"").close();
    begin("POST session", "Content-Length: 200\r\n").send("{\"key\":").close();

    await().atMost(PATIENCE).until(() -> refused("brokenBody") >= before + 3);
    api().get("logs/" + id).problem(404);
  }

  @Test
  default void nobodyWithoutAKeyGetsABodyRead() {
    for (String key :
        new String[] {"", "x-api-key: wrong\r\n", "Cookie: tokentail_session=x\r\n"}) {
      try (PiecedCall call = begin("POST logs", key + "Content-Length: 5000000\r\n")) {
        assertThat(call.send("[").status()).isEqualTo(401);
      }
    }
    try (PiecedCall call = begin("POST session", "Content-Length: 5000\r\n")) {
      assertThat(call.send("{").status()).isEqualTo(413);
    }
    try (PiecedCall call = begin("POST session", "Transfer-Encoding: chunked\r\n")) {
      assertThat(call.send("1388\r\n" + " ".repeat(5_000) + "\r\n").status()).isEqualTo(413);
    }
  }

  private long refused(String reason) {
    return api().get("access").is(200).json().path("refused").path(reason).asLong();
  }

  private PiecedCall begin(String line, String fields) {
    URI base = api().base();
    return PiecedCall.begin(base, line, fields);
  }

  private static String key() {
    return "x-api-key: " + Api.KEY + "\r\n";
  }
}
