package org.tokentail.price;

import static org.assertj.core.api.Assertions.assertThat;

import java.math.BigDecimal;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.tokentail.log.Cost;
import org.tokentail.log.Usage;

class RatesTest {
  private static final Rates SONNET =
      new Rates(rate("3"), rate("15"), rate("3.75"), rate("0.3"), null);

  @Test
  void eachKindOfTokensHasItsPart() {
    Cost cost = SONNET.cost(usage(1_000L, 200L, 40L, 9L), "t").orElseThrow();

    assertThat(cost.inputCost()).isEqualTo("0.003");
    assertThat(cost.outputCost()).isEqualTo("0.003");
    assertThat(cost.cacheCreationCost()).isEqualTo("0.00015");
    assertThat(cost.cacheReadCost()).isEqualTo("0.0000027");
    assertThat(cost.price()).isEqualTo("0.0061527");
    assertThat(cost.priceSource())
        .isEqualTo("t: in 3, out 15, cache write 3.75, cache read 0.3 USD/MTok");
  }

  @Test
  void whatIsUnknownHasNoPart() {
    Cost cost = SONNET.cost(usage(1_000L, null, null, 0L), "t").orElseThrow();

    assertThat(cost.outputCost()).isNull();
    assertThat(cost.cacheReadCost()).isEqualTo("0");
    assertThat(cost.price()).isEqualTo("0.003");
  }

  @Test
  void noBinaryFractionsCreepIn() {
    Rates odd = new Rates(rate("0.1"), rate("0.000001"), null, null, null);

    assertThat(odd.cost(usage(3L, 7L, null, null), "t").orElseThrow().price())
        .isEqualTo("0.000000300007");
    assertThat(
            new Rates(rate("0.08333333333333334"), rate("0"), null, null, null)
                .cost(usage(1_000_000_000_000L, 0L, null, null), "t")
                .orElseThrow()
                .price())
        .isEqualTo("83333.33333333334");
  }

  @Test
  void cacheTokensWithoutAPriceOfTheirOwnCostWhatInputCosts() {
    Cost cost =
        new Rates(rate("2"), rate("8"), null, null, null)
            .cost(usage(null, null, 500_000L, 1_000_000L), "t")
            .orElseThrow();

    assertThat(cost.cacheCreationCost()).isEqualTo("1");
    assertThat(cost.cacheReadCost()).isEqualTo("2");
    assertThat(cost.priceSource()).isEqualTo("t: in 2, out 8 USD/MTok");
  }

  @Test
  void theSizeOfTheWholeInputDecidesTheStepForAllTokens() {
    Rate input = stepped("3", 200_000, "6");
    Rates stepped = new Rates(input, stepped("15", 200_000, "22.5"), null, rate("0.3"), null);

    Cost below = stepped.cost(usage(100_000L, 1_000_000L, 50_000L, 50_000L), "t").orElseThrow();
    Cost above = stepped.cost(usage(100_000L, 1_000_000L, 50_001L, 50_000L), "t").orElseThrow();

    assertThat(below.inputCost()).isEqualTo("0.3");
    assertThat(below.outputCost()).isEqualTo("15");
    assertThat(above.inputCost()).isEqualTo("0.6");
    assertThat(above.outputCost()).isEqualTo("22.5");
    assertThat(above.priceSource())
        .isEqualTo("t above 200000 input tokens: in 6, out 22.5, cache read 0.3 USD/MTok");
  }

  @Test
  void aRequestMayCostSomethingBesideItsTokens() {
    Rates sonar = new Rates(rate("1"), rate("1"), null, null, new BigDecimal("12"));

    Cost cost = sonar.cost(usage(1_000L, 0L, null, null), "t").orElseThrow();

    assertThat(cost.inputCost()).isEqualTo("0.001");
    assertThat(cost.price()).isEqualTo("0.013");
    assertThat(cost.priceSource()).isEqualTo("t: in 1, out 1 USD/MTok, 12 USD/1000 requests");
  }

  @Test
  void whatCannotBePricedWholeIsNotPriced() {
    Rates embedding = new Rates(rate("0.02"), null, null, null, null);

    assertThat(embedding.cost(usage(8L, 0L, null, null), "t")).isPresent();
    assertThat(embedding.cost(usage(8L, 1L, null, null), "t")).isEmpty();
    assertThat(SONNET.cost(Usage.UNKNOWN, "t")).isEmpty();
    assertThat(SONNET.cost(new Usage(null, null, null, null, 99L), "t")).isEmpty();
    assertThat(new Rates(null, null, null, null, BigDecimal.ONE).cost(usage(1L, 1L, 1L, 1L), "t"))
        .isEmpty();
  }

  @Test
  void ourPricesAreKnownByTheirSource() {
    String table = "genai-prices 0.1.8 anthropic/claude-sonnet-4-5";
    Cost ours = SONNET.cost(usage(1L, 1L, 1L, 1L), table).orElseThrow();
    Cost named = SONNET.cost(usage(1L, 1L, 1L, 1L), "price file " + "🦊".repeat(200)).orElseThrow();

    assertThat(PriceSource.isOurs(ours)).isTrue();
    assertThat(PriceSource.isOurs(named)).isTrue();
    assertThat(named.priceSource()).hasSizeBetween(255, 256).endsWith("USD/MTok");
    for (String other : new String[] {"genai-prices 0.0.70", "demo prices", "price file", ""}) {
      assertThat(PriceSource.isOurs(new Cost(null, null, null, null, null, other))).isFalse();
    }
    assertThat(PriceSource.isOurs(Cost.UNKNOWN)).isFalse();
  }

  private static Usage usage(Long input, Long output, Long cacheWrite, Long cacheRead) {
    return new Usage(input, output, cacheWrite, cacheRead, null);
  }

  private static Rate rate(String amount) {
    return Rate.of(new BigDecimal(amount));
  }

  private static Rate stepped(String base, long above, String then) {
    return new Rate(new BigDecimal(base), List.of(new Rate.Step(above, new BigDecimal(then))));
  }
}
