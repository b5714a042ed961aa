package org.tokentail.write;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.OptionalLong;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;
import org.tokentail.log.UnavailableException;

class CommitWatchTest {
  private final UnavailableException held =
      new UnavailableException("Held by another", "It is held. Retry it.", 2, null);

  private final AtomicLong time = new AtomicLong(Long.MAX_VALUE - 1_000);
  private final CommitWatch watch = new CommitWatch(time::get);

  @Test
  void aChangeThatWaitsForMoreThanFiveSecondsIsTroubleWhereverItIs() {
    OptionalLong arrival = OptionalLong.of(watch.now());
    pass(5_000);
    assertThat(watch.trouble(arrival)).isEmpty();
    pass(1_500);
    assertThat(watch.trouble(arrival)).contains("The oldest change has waited 6 s for its commit.");

    watch.takes(arrival);
    assertThat(watch.trouble(OptionalLong.of(watch.now()))).isPresent();
    watch.hasAnswered();
    assertThat(watch.trouble(OptionalLong.of(watch.now()))).isEmpty();
    assertThat(watch.trouble(OptionalLong.empty())).isEmpty();
  }

  @Test
  void aQuickFailureIsNoTroubleAndThreeInARowAre() {
    fails(held, 10);
    fails(held, 10);
    assertThat(trouble()).isEmpty();
    watch.committed(true);
    fails(held, 10);
    fails(held, 10);
    assertThat(trouble()).isEmpty();
    fails(held, 10);
    assertThat(trouble())
        .isEqualTo("No commit has succeeded for 0 s. Last failure: Held by another.");

    watch.committed(false);
    assertThat(trouble()).isEmpty();
  }

  @Test
  void oneFailureThatTookFiveSecondsIsTroubleUntilACommitOfNothingSucceeds() {
    fails(held, 5_000);
    assertThat(trouble())
        .isEqualTo("No commit has succeeded for 5 s. Last failure: Held by another.");
    assertThat(watch.wantsProbe()).isFalse();
    pass(1_000);
    assertThat(watch.wantsProbe()).isTrue();

    watch.committed(false);
    assertThat(watch.wantsProbe()).isFalse();
    assertThat(trouble()).isEmpty();
  }

  @Test
  void anUnexpectedFailureIsCuredByAWrittenChangeOrForgotten() {
    for (int i = 0; i < 3; i++) {
      fails(new IllegalStateException("disk full"), 10);
    }
    assertThat(trouble())
        .isEqualTo("No commit has succeeded for 0 s. The log of the server says why.");
    pass(2_000);
    assertThat(watch.wantsProbe()).isFalse();
    watch.committed(false);
    assertThat(trouble()).isNotEmpty();
    watch.committed(true);
    assertThat(trouble()).isEmpty();

    fails(new IllegalStateException("disk full"), 6_000);
    assertThat(trouble()).isNotEmpty();
    pass(60_000);
    assertThat(trouble()).isEmpty();
  }

  private void fails(RuntimeException reason, long afterMillis) {
    watch.begins();
    pass(afterMillis);
    watch.failed(reason);
  }

  private String trouble() {
    return watch.trouble(OptionalLong.empty()).orElse("");
  }

  private void pass(long millis) {
    time.addAndGet(Duration.ofMillis(millis).toNanos());
  }
}
