package org.tokentail.gateway;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import org.junit.jupiter.api.Test;
import org.tokentail.gateway.usage.Asked;
import org.tokentail.gateway.usage.WireFormat;
import org.tokentail.load.ProviderScripts;

/** What a request asks for is read as its body goes by. */
class RequestWitnessTest {
  private static final String BODY =
      "{\"input\":\"%s\",\"model\":\"gpt-5\",\"stream\":true}".formatted("x".repeat(100_000));

  @Test
  void piecesAreReadAsTheyGoBy() {
    RequestWitness witness = new RequestWitness(WireFormat.OPENAI_RESPONSES, null);
    byte[] bytes = BODY.getBytes(UTF_8);
    for (int at = 0; at < bytes.length; at += 7_000) {
      witness.feed(Arrays.copyOfRange(bytes, at, Math.min(bytes.length, at + 7_000)));
    }

    assertThat(witness.last()).map(Asked::model).contains("gpt-5");
    assertThat(witness.last()).isEmpty();
  }

  @Test
  void whatWasSaidBeforeABodyBrokeOffHolds() {
    RequestWitness witness = new RequestWitness(WireFormat.ANTHROPIC, null);
    witness.feed("{\"model\":\"claude-x\",\"messages\":[".getBytes(UTF_8));

    assertThat(witness.last()).map(Asked::model).contains("claude-x");
  }

  @Test
  void compressedBodiesAreRead() {
    byte[] zipped = ProviderScripts.gzip(BODY);
    Asked asked = RequestWitness.asked(WireFormat.OPENAI_RESPONSES, "gzip", zipped);

    assertThat(asked.model()).isEqualTo("gpt-5");
    assertThat(asked.stream()).isTrue();
    assertThat(RequestWitness.asked(WireFormat.OPENAI_RESPONSES, "zstd", zipped))
        .isEqualTo(Asked.UNKNOWN);
    assertThat(RequestWitness.asked(WireFormat.OPENAI_RESPONSES, "gzip", BODY.getBytes(UTF_8)))
        .isEqualTo(Asked.UNKNOWN);
  }

  @Test
  void fewBytesMayStandForManyWhichAreNotReadForEver() {
    byte[] zipped = ProviderScripts.gzip(BODY);

    RequestWitness all = new RequestWitness(WireFormat.OPENAI_CHAT, "gzip", 110_000);
    all.feed(zipped);
    assertThat(all.last()).map(Asked::model).contains("gpt-5");
    RequestWitness some = new RequestWitness(WireFormat.OPENAI_CHAT, "gzip", 90_000);
    some.feed(zipped);
    some.feed(zipped);
    assertThat(some.last()).contains(new Asked(null, null, null, null, null, null));
  }
}
