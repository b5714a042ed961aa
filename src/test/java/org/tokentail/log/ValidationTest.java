package org.tokentail.log;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.InstanceOfAssertFactories.type;

import java.math.BigDecimal;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.Test;

class ValidationTest {
  @Test
  void tokensAreCounts() {
    refused("outputTokens", () -> new Usage(0L, -1L, null, null, null));
    refused("totalTokens", () -> new Usage(null, null, null, null, 1_000_000_000_001L));
  }

  @Test
  void amountsAreNotNegativeAndNotAbsurd() {
    refused("price", () -> price("-0.01"));
    refused("price", () -> price("1000000001"));
    refused("price", () -> price("1e1000000000"));
    assertThat(price("1e-1000000000").price()).isEqualTo(BigDecimal.ZERO);
    assertThat(price("0.1234567890125").price()).isEqualTo("0.123456789013");
    assertThat(price("5.00").price()).isEqualTo(new BigDecimal("5"));
  }

  @Test
  void textHasABoundAndIsUnicode() {
    refused("model", () -> model("m".repeat(257)));
    refused("model", () -> model("a\0b"));
    refused("model", () -> model("half \uD83D"));
    refused("model", () -> model("\uDE00 half"));
    assertThat(model("\uD83D\uDE00").model()).hasSize(2);
  }

  @Test
  void timesLieInThisCenturyAndKeepMilliseconds() {
    refused("initialTime", () -> start("1999-12-31T23:59:59Z"));
    refused("initialTime", () -> start("2100-01-01T00:00:00Z"));
    assertThat(start("2026-01-11T15:00:00.123456Z").initialTime())
        .isEqualTo("2026-01-11T15:00:00.123Z");
  }

  @Test
  void nothingEndsBeforeItStarts() {
    Timing backwards = new Timing(Updates.START, null, Updates.START.minusMillis(1), null, null);

    refused("completeTime", () -> Updates.timed("a", RequestStatus.COMPLETED, backwards));
  }

  @Test
  void idsFitIntoAPath() {
    refused("id", () -> Updates.of("a/b", null));
    refused("id", () -> Updates.of("", null));
    refused("id", () -> Updates.of("x".repeat(129), null));
    refused("attemptOf", () -> new Failure(null, null, null, "a b"));
    assertThat(Updates.of(null, null).id()).matches("[0-9a-f]{8}-[0-9a-f]{4}-7[0-9a-f]{3}-.*");
  }

  @Test
  void metadataIsSmallAndFlat() {
    Map<String, Object> many = new HashMap<>();
    for (int i = 0; i < 33; i++) {
      many.put("k" + i, i);
    }
    refused("metadata", () -> new Metadata(many));
    refused("metadata", () -> new Metadata(Map.of("", 1)));
    refused("metadata.k", () -> new Metadata(Map.of("k", Map.of())));
    refused("metadata.k", () -> new Metadata(Map.of("k", new BigDecimal("1e1000000000"))));
    refused("metadata.k", () -> new Metadata(Map.of("k", "x".repeat(1_025))));
  }

  private static Cost price(String amount) {
    return new Cost(new BigDecimal(amount), null, null, null, null, null);
  }

  private static Target model(String model) {
    return new Target(null, null, null, null, model, null, null, null);
  }

  private static Timing start(String time) {
    return new Timing(Instant.parse(time), null, null, null, null);
  }

  private static void refused(String field, ThrowingCallable input) {
    assertThatThrownBy(input)
        .asInstanceOf(type(InvalidInputException.class))
        .extracting(InvalidInputException::field)
        .isEqualTo(field);
  }
}
