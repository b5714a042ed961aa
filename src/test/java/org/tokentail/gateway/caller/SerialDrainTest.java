package org.tokentail.gateway.caller;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

import org.junit.jupiter.api.Test;

class SerialDrainTest {
  private int rounds;
  private SerialDrain drain;

  @Test
  void whoComesMeanwhileMakesItGoRoundOnceMore() {
    drain =
        new SerialDrain(
            () -> {
              if (++rounds == 1) {
                drain.run();
                drain.run();
              }
            });

    drain.run();

    assertThat(rounds).isEqualTo(2);
  }

  @Test
  void workThatFailedCanBeDoneAgain() {
    drain =
        new SerialDrain(
            () -> {
              if (++rounds == 1) {
                throw new IllegalStateException("once");
              }
            });
    assertThatIllegalStateException().isThrownBy(drain::run);

    drain.run();

    assertThat(rounds).isEqualTo(2);
  }

  @Test
  void whoComesWhileItFailsIsNotForgotten() {
    drain =
        new SerialDrain(
            () -> {
              if (++rounds == 1) {
                drain.run();
                throw new IllegalStateException("once");
              }
            });

    assertThatIllegalStateException().isThrownBy(drain::run);

    assertThat(rounds).isEqualTo(2);
  }
}
