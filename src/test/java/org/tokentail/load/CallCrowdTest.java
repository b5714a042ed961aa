package org.tokentail.load;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.tokentail.load.TestProvider.Script;

@Timeout(60)
class CallCrowdTest {
  private static final int CALLS = 500;

  private final AtomicInteger first = new AtomicInteger();
  private TestProvider provider;

  /** Still open after the last answer. */
  private int connections;

  @AfterEach
  void close() {
    provider.close();
  }

  @Test
  void eachCallIsMadeOnceAndItsConnectionKept() {
    assertThat(answered((request, wire) -> wire.json(200, "{\"a\":1}"))).isEqualTo(CALLS);

    assertThat(provider.received()).hasSize(CALLS);
    assertThat(provider.received().get(CALLS - 1).text()).isEqualTo("{\"b\":2}");
    assertThat(provider.received().get(CALLS - 1).header("x-own")).isEqualTo("yes");
    assertThat(connections).isEqualTo(4);
    assertThat(first).hasValue(CALLS);
  }

  @Test
  void aStreamEndsWithItsLastByteHoweverItComes() {
    Script pieces =
        (request, wire) -> {
          wire.events();
          for (byte b : "2\r\nab\r\n1\r\nc\r\n0\r\n\r\n".getBytes(StandardCharsets.US_ASCII)) {
            wire.raw(new byte[] {b});
          }
        };
    assertThat(answered(pieces)).isEqualTo(CALLS);
    assertThat(first).hasValue(CALLS);
  }

  @Test
  void aConnectionThatTheServerEndsIsReplaced() {
    Script last =
        (request, wire) -> {
          wire.json(200, "{}", "Connection: close");
          wire.close();
        };
    assertThat(answered(last)).isEqualTo(CALLS);
    assertThat(provider.received()).hasSize(CALLS);
  }

  @Test
  void whatIsNoWholeAnswerIsAFailure() {
    assertThatThrownBy(() -> answered((request, wire) -> wire.json(502, "{}")))
        .isInstanceOf(UncheckedIOException.class)
        .hasMessageContaining("502");
    assertThatThrownBy(
            () -> answered((request, wire) -> wire.head(200, "Content-Length: 9").close()))
        .isInstanceOf(UncheckedIOException.class)
        .hasMessageContaining("in the middle of a call");
  }

  private long answered(Script script) {
    if (provider != null) {
      provider.close();
    }
    provider = TestProvider.start(script);
    try (CallCrowd crowd =
        new CallCrowd(
            provider.uri().resolve("/v1/messages"),
            Map.of("x-own", "yes"),
            "{\"b\":2}",
            nanos -> first.incrementAndGet())) {
      while (crowd.ended() < CALLS) {
        while (crowd.open() < Math.min(4, CALLS - crowd.ended())) {
          crowd.begin(System.nanoTime());
        }
        crowd.await(System.nanoTime() + Duration.ofSeconds(1).toNanos());
      }
      connections = provider.connections();
      return crowd.ended();
    }
  }
}
