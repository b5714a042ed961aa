package org.tokentail.it;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.net.URI;
import java.net.URL;
import java.time.Duration;
import java.util.List;
import java.util.stream.LongStream;
import java.util.stream.Stream;
import org.jboss.arquillian.container.test.api.Deployment;
import org.jboss.arquillian.container.test.api.RunAsClient;
import org.jboss.arquillian.junit5.ArquillianExtension;
import org.jboss.arquillian.test.api.ArquillianResource;
import org.jboss.shrinkwrap.api.Archive;
import org.junit.jupiter.api.Named;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Clients that others wrote, behind a network that breaks. The browser's and Node's EventSource are
 * tried in webapp-frontend/e2e.
 */
@ExtendWith(ArquillianExtension.class)
@RunAsClient
class RealClientsIT {
  /** The server asks clients to wait for 2 to 3 s, some double that each time. */
  private static final Duration PATIENCE = Duration.ofSeconds(30);

  /** More than the bytes of one event and less than those of a burst. */
  private static final long TEAR = 5_000;

  interface Opening {
    AutoCloseable open(URI stream, Inbox inbox);
  }

  @ArquillianResource private URL deployed;

  @Deployment(testable = false)
  static Archive<?> war() {
    return TestServer.war();
  }

  static Stream<Named<Opening>> clients() {
    return Stream.of(
        Named.of("Jersey's SseEventSource", JerseyClient::new),
        Named.of("the JDK's HttpClient", JdkClient::new),
        Named.of("LaunchDarkly's okhttp-eventsource", LaunchDarklyClient::new),
        Named.of("curl", CurlClient::new));
  }

  @ParameterizedTest
  @MethodSource("clients")
  void itMissesNothingAndRepeatsNothingWhenItsConnectionIsCut(Opening client) throws Exception {
    Inbox inbox = new Inbox();
    try (CuttableRelay relay = new CuttableRelay(api().base());
        AutoCloseable opened = client.open(relay.base().resolve("api/logs/stream"), inbox)) {
      assertThat(opened).isNotNull();
      connects(inbox, 1);
      long start = seq();
      writeBurst();
      catchesUp(inbox);

      relay.cut();
      writeBurst();
      connects(inbox, 2);
      catchesUp(inbox);

      relay.tearAfter(TEAR);
      writeBurst();
      connects(inbox, 3);
      writeBurst();
      catchesUp(inbox);

      assertThat(inbox.seqs()).isEqualTo(LongStream.rangeClosed(start + 1, seq()).boxed().toList());
      assertThat(inbox.resumed()).isEqualTo(List.of(false, true, true));
      assertThat(inbox.others()).isEmpty();
    }
  }

  private Api api() {
    return new Api(deployed);
  }

  private void connects(Inbox inbox, int times) {
    await().atMost(PATIENCE).untilAsserted(() -> assertThat(inbox.resumed()).hasSize(times));
  }

  private void catchesUp(Inbox inbox) {
    long head = seq();
    await().atMost(PATIENCE).until(() -> inbox.seqs().contains(head));
  }

  /** Requests that begin and end: about 15 KB of events. */
  private void writeBurst() {
    for (int i = 0; i < 25; i++) {
      String id =
          api().created("{\"model\":\"gpt-5\",\"error\":\"first line\\nsecond \u2028 Ünïcode\"}");
      api().patch(id, "{\"status\":\"completed\",\"inputTokens\":%d}".formatted(i)).is(200);
    }
  }

  private long seq() {
    return SseEvent.seq(api().get("logs?limit=1").is(200).json().path("cursor").asText());
  }
}
