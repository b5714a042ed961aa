package org.tokentail.price;

import static org.assertj.core.api.Assertions.assertThat;

import java.math.BigDecimal;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.tokentail.TestSettings;
import org.tokentail.log.Caller;
import org.tokentail.log.Cost;
import org.tokentail.log.Failure;
import org.tokentail.log.LogUpdate;
import org.tokentail.log.Metadata;
import org.tokentail.log.RequestLog;
import org.tokentail.log.RequestState;
import org.tokentail.log.RequestStatus;
import org.tokentail.log.Target;
import org.tokentail.log.Timing;
import org.tokentail.log.Usage;

/** What becomes of a record's price, change by change. */
class RecordPricingTest {
  private static final Instant NOW = Instant.parse("2026-11-01T12:00:00Z");
  private static final Usage MILLION = usage(1_000_000L, null);

  @TempDir private Path directory;
  private RecordPricing pricing;
  private RequestLog log;

  @BeforeEach
  void open() {
    Prices prices = new Prices(TestSettings.h2(directory), Clock.fixed(NOW, ZoneOffset.UTC));
    prices.open();
    pricing = new RecordPricing(prices);
  }

  @Test
  void tokensThatComeLaterArePriced() {
    change(model("gpt-5"));
    assertThat(price()).isNull();

    change(used(MILLION));
    assertThat(price()).isEqualTo("1.25");

    change(used(usage(null, 100_000L)));
    assertThat(price()).isEqualTo("2.25");
    assertThat(log.state().cost().outputCost()).isEqualTo("1");
    assertThat(log.rev()).isEqualTo(3);
  }

  @Test
  void aModelThatComesLaterIsPriced() {
    change(used(MILLION));
    assertThat(log.state().cost()).isEqualTo(Cost.UNKNOWN);

    change(model("gpt-5-mini"));
    assertThat(price()).isEqualTo("0.25");
  }

  @Test
  void theModelThatAnsweredDecides() {
    change(model("gpt-5"));
    change(used(MILLION));
    change(
        state(
            new Target(null, null, null, null, null, "gpt-5-mini-2025-08-07", null, null),
            Usage.UNKNOWN,
            Cost.UNKNOWN));
    assertThat(price()).isEqualTo("0.25");
  }

  @Test
  void aPriceOfOursGoesWithTheModel() {
    change(model("gpt-5"));
    change(used(MILLION));
    change(model("a-model-of-the-house"));

    assertThat(log.state().cost()).isEqualTo(Cost.UNKNOWN);
  }

  @Test
  void theSameChangeTwiceChangesNothing() {
    RequestState whole = state(target("gpt-5"), usage(1_234L, 567L), Cost.UNKNOWN);
    change(whole);
    RequestLog once = log;
    change(whole);
    change(used(usage(1_234L, null)));

    assertThat(log).isSameAs(once);
    assertThat(price()).isEqualTo("0.0072125");
  }

  @Test
  void aChangeOfSomethingElseLeavesThePrice() {
    change(state(target("gpt-5"), MILLION, Cost.UNKNOWN));
    Cost before = log.state().cost();
    change(ended());

    assertThat(log.rev()).isEqualTo(2);
    assertThat(log.state().cost()).isEqualTo(before);
  }

  @Test
  void aPriceThatWasGivenIsNeverTouched() {
    Cost given = cost("9", null);
    change(state(target("gpt-5"), Usage.UNKNOWN, given));
    change(used(MILLION));
    change(model("gpt-5-mini"));

    assertThat(log.state().cost()).isEqualTo(given);
  }

  @Test
  void aPriceThatIsGivenLaterTakesTheWholePlaceOfOurs() {
    change(state(target("gpt-5"), MILLION, Cost.UNKNOWN));
    Cost parts =
        new Cost(null, new BigDecimal("0.5"), new BigDecimal("0.25"), null, null, "contract");
    change(state(Target.UNKNOWN, Usage.UNKNOWN, parts));

    assertThat(price()).isEqualTo("0.75");
    assertThat(log.state().cost().priceSource()).isEqualTo("contract");

    RequestLog once = log;
    change(state(Target.UNKNOWN, Usage.UNKNOWN, parts));
    assertThat(log).isSameAs(once);
    change(used(usage(5L, 5L)));
    assertThat(price()).isEqualTo("0.75");
  }

  @Test
  void aPriceWithoutASourceIsTheCallersToo() {
    change(state(target("gpt-5"), MILLION, Cost.UNKNOWN));
    change(state(Target.UNKNOWN, Usage.UNKNOWN, cost("0", null)));

    assertThat(log.state().cost()).isEqualTo(cost("0", null));
  }

  @Test
  void theTimeOfTheRequestDecides() {
    change(state(target("o3"), MILLION, Cost.UNKNOWN));
    assertThat(price()).isEqualTo("2");

    Timing earlier = new Timing(Instant.parse("2025-06-01T00:00:00Z"), null, null, null, null);
    change(
        new RequestState(
            null,
            Target.UNKNOWN,
            null,
            earlier,
            Usage.UNKNOWN,
            Cost.UNKNOWN,
            Caller.UNKNOWN,
            Failure.NONE,
            Metadata.NONE));
    assertThat(price()).isEqualTo("10");
  }

  @Test
  void theLargestCountsArePricedToo() {
    Usage absurd = usage(1_000_000_000_000L, 1_000_000_000_000L);
    change(state(target("gpt-5"), absurd, Cost.UNKNOWN));

    assertThat(price()).isEqualTo("11250000");
    assertThat(log.state().usage().inputTokens()).isEqualTo(1_000_000_000_000L);
  }

  private void change(RequestState change) {
    LogUpdate update = LogUpdate.of("a", NOW, change);
    log =
        log == null
            ? RequestLog.created(update, 1, pricing)
            : log.changed(update, log.seq() + 1, pricing);
  }

  private BigDecimal price() {
    return log.state().cost().price();
  }

  private static RequestState model(String model) {
    return state(target(model), Usage.UNKNOWN, Cost.UNKNOWN);
  }

  private static RequestState used(Usage usage) {
    return state(Target.UNKNOWN, usage, Cost.UNKNOWN);
  }

  private static RequestState ended() {
    return new RequestState(
        RequestStatus.COMPLETED,
        Target.UNKNOWN,
        200,
        Timing.UNKNOWN,
        Usage.UNKNOWN,
        Cost.UNKNOWN,
        Caller.UNKNOWN,
        Failure.NONE,
        Metadata.NONE);
  }

  private static RequestState state(Target target, Usage usage, Cost cost) {
    return new RequestState(
        null,
        target,
        null,
        Timing.UNKNOWN,
        usage,
        cost,
        Caller.UNKNOWN,
        Failure.NONE,
        Metadata.NONE);
  }

  private static Target target(String model) {
    return new Target(null, null, null, null, model, null, null, null);
  }

  private static Usage usage(Long input, Long output) {
    return new Usage(input, output, null, null, null);
  }

  private static Cost cost(String price, String source) {
    return new Cost(new BigDecimal(price), null, null, null, null, source);
  }
}
