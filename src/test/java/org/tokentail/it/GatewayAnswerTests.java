package org.tokentail.it;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.tokentail.load.BodyShape;
import org.tokentail.load.Framing;
import org.tokentail.load.Mirror;
import org.tokentail.load.WireCaller;

/** An answer's body reaches the caller whole, however the provider sends it. */
interface GatewayAnswerTests extends GatewayTests {
  List<Framing> OF_ANSWERS = List.of(Framing.values());
  int DRAWN_ANSWERS = 120;

  @ParameterizedTest
  @ValueSource(booleans = {false, true})
  default void answersOfEachSizeComeWhole(boolean keepsConnections) {
    comeWhole(BodyShape.edges(OF_ANSWERS), keepsConnections);
  }

  /** Again with {@code -Dbodies.seed}. */
  @ParameterizedTest
  @ValueSource(booleans = {false, true})
  default void answersOfAnySizeAndAnyCutComeWhole(boolean keepsConnections) {
    long seed = Long.getLong("bodies.seed", System.nanoTime());
    Random random = new Random(seed);
    try {
      comeWhole(
          Stream.generate(() -> BodyShape.drawn(OF_ANSWERS, random)).limit(DRAWN_ANSWERS).toList(),
          keepsConnections);
    } catch (AssertionError e) {
      throw new AssertionError("bodies.seed=" + seed, e);
    }
  }

  private void comeWhole(List<BodyShape> shapes, boolean keepsConnections) {
    provider().answers(new Mirror());

    List<String> faults =
        new ShapedCalls(api(), keepsConnections)
            .faults(
                shapes,
                this::ask,
                (shape, reply) ->
                    Arrays.equals(shape.body(), reply.body()) ? null : "the caller got " + reply);

    assertThat(faults).isEmpty();
  }

  private void ask(WireCaller caller, BodyShape shape) throws IOException {
    caller.send(
        WireCaller.head(
            "GET",
            gateway("openai/v1/files/content"),
            Map.of("x-tokentail-key", Api.KEY, Mirror.ASKED, shape.written()),
            ""));
  }
}
