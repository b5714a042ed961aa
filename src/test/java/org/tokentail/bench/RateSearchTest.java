package org.tokentail.bench;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.function.DoublePredicate;
import org.HdrHistogram.Histogram;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class RateSearchTest {
  private final List<Double> tried = new ArrayList<>();

  @ParameterizedTest
  @ValueSource(doubles = {3, 39, 40, 41, 159, 500, 4_000, 30_000})
  void theHighestRateIsFoundWithinAFewTrials(double limit) {
    Measurement best = search(rate -> rate <= limit);

    assertThat(best.isSustained()).isTrue();
    assertThat(best.rate()).isBetween(limit / 1.12, limit);
    assertThat(tried).hasSizeLessThanOrEqualTo(12);
  }

  @Test
  void oneFailureOnTheWayUpIsNoise() {
    Measurement best = search(rate -> rate <= 1_000 && !(rate == 160 && tried.size() == 2));

    assertThat(best.rate()).isBetween(890.0, 1_000.0);
  }

  @Test
  void whereNothingIsSustainedTheLowestRateIsShown() {
    Measurement best = search(rate -> false);

    assertThat(best.isSustained()).isFalse();
    assertThat(best.rate()).isEqualTo(1);
  }

  private Measurement search(DoublePredicate sustained) {
    return new RateSearch(
            rate -> {
              tried.add(rate);
              return measurement(rate, sustained.test(rate));
            })
        .from(40);
  }

  private static Measurement measurement(double rate, boolean isSustained) {
    Duration second = Duration.ofSeconds(1);
    return new Measurement(
        rate, rate, 0, isSustained ? 10 : 9, 10, 0, true, second, second, new Histogram(3));
  }
}
