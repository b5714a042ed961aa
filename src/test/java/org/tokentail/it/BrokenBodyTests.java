package org.tokentail.it;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.tokentail.load.BodyShape;
import org.tokentail.load.Delivery;
import org.tokentail.load.Framing;
import org.tokentail.load.Mirror;
import org.tokentail.load.WireCaller;
import org.tokentail.load.WireReply;

/** A request whose body breaks off is an error to both sides, and never sent on as a whole one. */
interface BrokenBodyTests extends GatewayTests {
  int ANNOUNCED = 100_000;

  /** Whether the provider hears of a request before its body is whole. */
  boolean inPieces();

  /** How a caller ends a request that is not whole. */
  enum Ending {
    CLOSED,
    RESET,

    /** It listens on for an answer. */
    HALF_CLOSED
  }

  // At least a chunk: before it the container hands no request over.
  @ParameterizedTest
  @CsvSource({
    "LENGTH,CLOSED,0",
    "LENGTH,CLOSED,5000",
    "LENGTH,CLOSED,16384",
    "LENGTH,CLOSED,99999",
    "LENGTH,RESET,20000",
    "LENGTH,HALF_CLOSED,20000",
    "CHUNKED,CLOSED,1",
    "CHUNKED,CLOSED,5000",
    "CHUNKED,CLOSED,50000",
    "CHUNKED,RESET,20000",
    "CHUNKED,HALF_CLOSED,16384",
  })
  default void aBodyThatBreaksOffIsNotSentOn(Framing framing, Ending ending, int sent)
      throws IOException {
    provider().answers(new Mirror());
    String session = Api.unique("broken");
    try (WireCaller caller = new WireCaller(api().base())) {
      byte[] body = new BodyShape(sent, framing, Delivery.ONE_WRITE, sent).body();
      byte[] coded = framing == Framing.LENGTH ? body : Framing.chunks(body, new Random(sent));
      caller.send(begun(session, framing.header(ANNOUNCED), coded));
      if (inPieces()) {
        await().atMost(PATIENCE).until(() -> provider().begun() == 1);
      }
      switch (ending) {
        case CLOSED -> caller.leave();
        case RESET -> caller.reset();
        case HALF_CLOSED -> {
          caller.endOutput();
          assertThatExceptionOfType(IOException.class).isThrownBy(caller::reply);
        }
      }
    }

    endsForBoth(session);
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 5_000, 50_000})
  default void chunksThatAreNoneAreNotSentOn(int sent) throws IOException {
    provider().answers(new Mirror());
    String session = Api.unique("malformed");
    byte[] body = new BodyShape(sent, Framing.CHUNKED, Delivery.ONE_WRITE, sent).body();
    try (WireCaller caller = new WireCaller(api().base())) {
      byte[] chunks = Framing.chunks(body, new Random(sent));
      caller.send(begun(session, Framing.CHUNKED.header(0), chunks));
      if (inPieces()) {
        await().atMost(PATIENCE).until(() -> provider().begun() == 1);
      }
      caller.send("no-size\r\n".getBytes(StandardCharsets.US_ASCII));

      assertThat(statusOf(caller)).isIn(0, 400);
    }

    endsForBoth(session);
  }

  /** 0 where there was no answer. */
  private static int statusOf(WireCaller caller) {
    try {
      return caller.reply().status();
    } catch (IOException e) {
      return 0;
    }
  }

  private void endsForBoth(String session) {
    JsonNode record = ended(session);
    assertThat(record.path("status").asText()).isEqualTo("cancelled");
    assertThat(record.path("error").asText()).startsWith("The request's body broke off: ");
    assertThat(record.has("httpStatus")).isFalse();
    // Whatever the provider heard of has been broken off, too.
    int begun = inPieces() ? 1 : 0;
    await().atMost(PATIENCE).until(() -> provider().brokenOff() == begun);
    assertThat(provider().begun()).isEqualTo(begun);
    assertThat(provider().received()).isEmpty();
  }

  /** The container would read none of these, and take the body for an empty one. */
  @ParameterizedTest
  @ValueSource(strings = {"gzip, chunked", "chunked, gzip", "identity", "xchunked"})
  default void aTransferCodingThatIsNotReadIsRefused(String coding) throws IOException {
    provider().answers(new Mirror());
    try (WireCaller caller = new WireCaller(api().base())) {
      byte[] chunks = Framing.CHUNKED.coded(new byte[20_000], new Random(1));
      caller.send(begun(Api.unique("coding"), "Transfer-Encoding: " + coding + "\r\n", chunks));

      WireReply reply = caller.reply();
      assertThat(reply.status()).as("%s", reply).isEqualTo(501);
      assertThat(reply.isLast()).isTrue();
      assertThat(reply.text()).contains("Transfer-Encoding");
    }
    assertThat(provider().begun()).isZero();
  }

  private byte[] begun(String session, String framing, byte[] body) {
    Map<String, String> headers =
        Map.of("x-tokentail-key", Api.KEY, "x-tokentail-session", session);
    byte[] head = WireCaller.head("POST", gateway("openai/v1/files"), headers, framing);
    byte[] all = new byte[head.length + body.length];
    System.arraycopy(head, 0, all, 0, head.length);
    System.arraycopy(body, 0, all, head.length, body.length);
    return all;
  }
}
