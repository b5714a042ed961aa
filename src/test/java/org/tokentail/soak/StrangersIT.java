package org.tokentail.soak;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.Socket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.tokentail.load.ServerProcess;

/** What people without a key do to a server with its usual settings, and to its log. */
@Timeout(value = 5, unit = TimeUnit.MINUTES)
class StrangersIT {
  private static final Duration PATIENCE = Duration.ofSeconds(30);
  private static final Duration LONGER_THAN_A_MINUTE = Duration.ofSeconds(90);
  private static final int BROKEN = 30;
  private static final String REPORT = "Wrong keys in the last minute";

  private final HttpClient client = HttpClient.newHttpClient();

  @Test
  void strangersAreRefusedAndWriteALineAMinute() throws Exception {
    try (ServerProcess server = ServerProcess.start(SoakServer.options())) {
      Calls calls = new Calls(server.uri());
      int before = log(server).size();

      for (int i = 0; i < BROKEN; i++) {
        breakOff(server.uri(), "api/session", "Content-Length: 200\r\n\r\n{\"key\"");
        breakOff(server.uri(), "api/session", "Transfer-Encoding: chunked\r\n\r\n8\r\n{\"");
        breakOff(server.uri(), "api/logs", "Content-Length: 200\r\n\r\n{");
      }
      for (int i = 0; i < 10; i++) {
        assertThat(wrongKey(server).statusCode()).isEqualTo(401);
      }
      HttpResponse<String> throttled = wrongKey(server);
      assertThat(throttled.statusCode()).isEqualTo(429);
      assertThat(throttled.headers().firstValueAsLong("Retry-After").orElseThrow())
          .isBetween(1L, 60L);
      assertThat(throttled.body()).contains("\"title\":\"Too Many Requests\"", "Retry-After");
      assertThat(calls.post("{}")).isEqualTo(201);

      await()
          .atMost(PATIENCE)
          .ignoreExceptions()
          .until(() -> refused(calls, "brokenBody") >= 2 * BROKEN);
      assertThat(refused(calls, "wrongKey")).isEqualTo(10);
      await().atMost(LONGER_THAN_A_MINUTE).until(() -> reports(server) > 0);
      List<String> said = log(server).subList(before, log(server).size());
      assertThat(said).filteredOn(line -> line.contains(REPORT)).hasSize(1);
      assertThat(said)
          .noneMatch(line -> line.startsWith("\tat ") || line.contains("SEVERE"))
          .filteredOn(line -> line.contains("WARNING"))
          .hasSize(1);
    }
  }

  private HttpResponse<String> wrongKey(ServerProcess server) throws Exception {
    return client.send(
        HttpRequest.newBuilder(server.uri().resolve("api/logs"))
            .header("x-api-key", "wrong-key")
            .build(),
        BodyHandlers.ofString());
  }

  private static void breakOff(URI server, String path, String rest) throws IOException {
    String head =
        "POST %s%s HTTP/1.1\r\nHost: x\r\nContent-Type: application/json\r\n%s"
            .formatted(server.getPath(), path, rest);
    try (Socket socket = new Socket(server.getHost(), server.getPort())) {
      socket.getOutputStream().write(head.getBytes(StandardCharsets.US_ASCII));
    }
  }

  private static long refused(Calls calls, String reason) throws IOException {
    return calls.get("access").path("refused").path(reason).asLong();
  }

  private static long reports(ServerProcess server) {
    return log(server).stream().filter(line -> line.contains(REPORT)).count();
  }

  private static List<String> log(ServerProcess server) {
    try {
      return Files.readAllLines(server.log(), StandardCharsets.ISO_8859_1);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
