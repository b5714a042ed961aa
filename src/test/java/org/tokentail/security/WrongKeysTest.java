package org.tokentail.security;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.tokentail.TestSettings;
import org.tokentail.security.Refusals.Reason;

class WrongKeysTest {
  private final HandClock clock = new HandClock();
  private final Refusals refusals = new Refusals();
  private final WrongKeys wrongKeys = new WrongKeys(TestSettings.of(Map.of()), clock, refusals);

  @Test
  void anAddressIsToldTenTimesAMinuteThatItsKeyIsWrong() {
    for (int i = 0; i < 10; i++) {
      assertThat(wrongKeys.count("a")).isEmpty();
    }
    clock.forward(Duration.ofSeconds(20));

    assertThat(wrongKeys.count("a")).contains(Duration.ofSeconds(40));
    assertThat(wrongKeys.count("b")).isEmpty();
    clock.forward(Duration.ofSeconds(40));
    assertThat(wrongKeys.count("a")).isEmpty();
  }

  @Test
  void allAddressesTogetherAreTold200Times() {
    for (int i = 0; i < 200; i++) {
      assertThat(wrongKeys.count("a" + i)).isEmpty();
    }

    assertThat(wrongKeys.count("another")).contains(WrongKeys.WINDOW);
    clock.forward(WrongKeys.WINDOW);
    assertThat(wrongKeys.count("another")).isEmpty();
  }

  @Test
  void whoIsThrottledUsesUpNobodyElsesShare() {
    for (int i = 0; i < 1_000; i++) {
      wrongKeys.count("a");
    }

    assertThat(wrongKeys.count("b")).isEmpty();
  }

  @Test
  void manyAddressesTakeNoMoreThanTheirBound() {
    WrongKeys unlimited =
        new WrongKeys(
            TestSettings.of(Map.of("tokentail.wrong.keys.in.all", "1000000")), clock, refusals);
    for (int i = 0; i < 10; i++) {
      assertThat(unlimited.count("first")).isEmpty();
    }
    assertThat(unlimited.count("first")).isPresent();
    for (int i = 0; i < WrongKeys.MAX_ADDRESSES; i++) {
      unlimited.count("a" + i);
    }

    // Forgotten for the others.
    assertThat(unlimited.count("first")).isEqualTo(Optional.empty());
  }

  @Test
  void aReportHasWhatCameSinceTheLast() {
    wrongKeys.count("b");
    for (int i = 0; i < 12; i++) {
      wrongKeys.count("a");
    }

    assertThat(wrongKeys.takeReport()).isEqualTo(new WrongKeys.Report(13, 2, "a", 12));
    assertThat(wrongKeys.takeReport()).isEqualTo(WrongKeys.Report.EMPTY);
    assertThat(refusals.of(Reason.WRONG_KEY)).isEqualTo(11);
    assertThat(refusals.of(Reason.THROTTLED_KEY)).isEqualTo(2);
  }

  /** A clock that is put forward by hand. */
  private static final class HandClock extends Clock {
    private Instant now = Instant.parse("2026-11-29T12:00:00Z");

    void forward(Duration by) {
      now = now.plus(by);
    }

    @Override
    public Instant instant() {
      return now;
    }

    @Override
    public ZoneId getZone() {
      return ZoneOffset.UTC;
    }

    @Override
    public Clock withZone(ZoneId zone) {
      return this;
    }
  }
}
