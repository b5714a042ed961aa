package org.tokentail.gateway.caller;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class KeptBodiesTest {
  private final KeptBodies bodies = new KeptBodies(4_096, 4_096);

  @Test
  void whatOneHasAnotherHasNot() {
    KeptBodies.Share first = bodies.share();
    assertThat(first.grow(3_000)).isTrue();
    assertThat(bodies.share().grow(3_000)).isFalse();

    first.release();
    first.release();

    assertThat(bodies.share().grow(4_096)).isTrue();
    assertThat(bodies.share().grow(1)).isFalse();
  }

  @Test
  void whatWasReleasedTakesNothingAnyMore() {
    KeptBodies.Share share = bodies.share();
    share.release();

    assertThat(share.grow(1)).isFalse();
    assertThat(bodies.share().grow(4_096)).isTrue();
  }
}
