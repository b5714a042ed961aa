package org.tokentail.it;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.MalformedURLException;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.tokentail.load.ServerOptions;
import org.tokentail.load.ServerProcess;

/**
 * The same stream where the server cannot write without blocking: through the sinks of JAX-RS, with
 * a thread a write.
 */
class BlockingStreamIT implements StreamEventTests, StreamResumeTests, StreamViewTests {
  private static final String LARGE = "\"error\":\"" + "x".repeat(16_000) + "\"";

  /** Who has gone is found out later here: those of other tests shall not take all places. */
  private static final int FILTERS = 60;

  private static ServerProcess server;

  @BeforeAll
  static void start() {
    server =
        ServerProcess.start(
            ServerOptions.ofTokentail()
                .jvm("-XX:TieredStopAtLevel=1")
                .setting("tokentail.key", Api.KEY)
                .setting("tokentail.stream.max.filters", FILTERS)
                .setting("tokentail.stream.stall.seconds", 2)
                .setting("tokentail.stream.blocking", true));
  }

  @AfterAll
  static void stop() {
    server.close();
  }

  @Override
  public Api api() {
    try {
      return new Api(server.uri().toURL());
    } catch (MalformedURLException e) {
      throw new IllegalStateException(e);
    }
  }

  @Override
  public int maxFilters() {
    return FILTERS;
  }

  @Test
  void aClientThatDoesNotReadIsClosedAndAnotherReadsOn() throws IOException {
    // The reader first: it waits for a place, and the other then shares its filter.
    try (SseClient reader = SseClient.open(api(), "?provider=deaf");
        Socket deaf = deafClient()) {
      assertThat(reader.next().name()).isEqualTo("connected");
      long before = evicted();
      await()
          .atMost(Duration.ofSeconds(60))
          .pollInterval(Duration.ofMillis(1))
          .until(
              () -> {
                String id = api().created("{\"providerName\":\"deaf\"," + LARGE + "}");
                assertThat(reader.nextNews().logId()).isEqualTo(id);
                return evicted() > before;
              });
      assertThat(deaf.isConnected()).isTrue();
    }
  }

  private long evicted() {
    return api().get("stream/clients").is(200).json().path("totals").path("evicted").asLong();
  }

  private Socket deafClient() throws IOException {
    Socket socket = new Socket();
    socket.setReceiveBufferSize(8 * 1024);
    socket.connect(new InetSocketAddress(api().base().getHost(), api().base().getPort()));
    socket
        .getOutputStream()
        .write(
            "GET %sapi/logs/stream?provider=deaf HTTP/1.1\r\nHost: localhost\r\nx-api-key: %s\r\n\r\n"
                .formatted(api().base().getPath(), Api.KEY)
                .getBytes(StandardCharsets.US_ASCII));
    return socket;
  }
}
