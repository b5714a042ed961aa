package org.tokentail.price;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** The bundled table, as the build exported it. */
class PriceTableTest {
  private static final Instant NOW = Instant.parse("2026-11-01T12:00:00Z");

  private final PriceTable table = PriceTable.bundled();

  @Test
  void theTableIsThereWithItsVersion() {
    assertThat(table.version()).matches("\\d+\\.\\d+\\.\\d+");
    assertThat(table.models()).isGreaterThan(1_000);
  }

  @Test
  void theProviderNamedIsAskedFirst() {
    assertThat(origin("anthropic", "claude-sonnet-4-5")).endsWith(" anthropic/claude-sonnet-4-5");
    assertThat(origin("Google Vertex", "claude-sonnet-4-5")).contains(" google/");
    assertThat(origin("azure", "gpt-5")).contains("/gpt-5");
    assertThat(origin("openrouter", "anthropic/claude-sonnet-4.5")).contains(" openrouter/");
  }

  @Test
  void theMakerOfTheModelIsAskedWhereTheProviderIsUnknown() {
    assertThat(origin(null, "claude-sonnet-4-5-20250929")).contains(" anthropic/");
    assertThat(origin("claude-proxy", "claude-haiku-4-5")).contains(" anthropic/");
    assertThat(origin("my gateway", "gpt-5-mini")).contains(" openai/");
    assertThat(origin(null, "GPT-5")).contains(" openai/");
    assertThat(origin("house", "gemini-2.5-pro")).contains(" google/");
  }

  @Test
  void theModelThatAnsweredComesFirst() {
    assertThat(origin("openai", "gpt-5-mini-2025-08-07", "gpt-5")).endsWith("/gpt-5-mini");
    assertThat(origin("openai", "not-a-model", "gpt-5")).endsWith("/gpt-5");
    // Known to the provider beats known to somebody else.
    assertThat(origin("anthropic", "gpt-5", "claude-sonnet-4-5")).contains(" anthropic/");
  }

  @Test
  void othersAreAskedWhenNoProviderIsNamedAndAllOfThemAskTheSame() {
    assertThat(origin(null, "text-embedding-3-large")).endsWith("/text-embedding-3-large");
    assertThat(origin(null, "qwen3-32b")).contains(" ovhcloud/");
    assertThat(find("selfhosted", "qwen3-32b")).isEmpty();
    assertThat(find(null, "deepseek-ai/DeepSeek-V3.1")).isEmpty();
  }

  @Test
  void aPrefixBeforeTheModelNamesTheProvider() {
    assertThat(origin("openai", "anthropic/claude-sonnet-4.5"))
        .endsWith(" anthropic/claude-sonnet-4-5");
    assertThat(origin("openai", "vertex_ai/gemini-2.5-pro")).contains(" google/");
    assertThat(origin("anthropic", "openrouter/openai/gpt-5-mini")).contains("/gpt-5-mini");
    assertThat(origin("openai", "proxy/xai/grok-4")).contains(" x-ai/");
    assertThat(find("openai", "nobody/claude")).isEmpty();
    assertThat(find("openai", "anthropic/")).isEmpty();
    assertThat(find("openai", "/")).isEmpty();
  }

  @Test
  void whatNobodyOffersHasNoPrice() {
    assertThat(find("anthropic", "x")).isEmpty();
    assertThat(find(null, "my-model")).isEmpty();
    assertThat(find(null, "")).isEmpty();
  }

  @Test
  void pricesChangeWithTheDate() {
    assertThat(input("openai", "o3", "2025-06-09T23:59:59.999Z")).isEqualTo("10");
    assertThat(input("openai", "o3", "2025-06-10T00:00:00Z")).isEqualTo("2");
    assertThat(input("deepseek", "deepseek-chat", "2025-07-01T00:29:59Z")).isEqualTo("0.135");
    assertThat(input("deepseek", "deepseek-chat", "2025-07-01T00:30:00Z")).isEqualTo("0.27");
    assertThat(input("deepseek", "deepseek-chat", "2025-07-01T16:30:00Z")).isEqualTo("0.135");
  }

  @Test
  void pricesHaveSteps() {
    Rates rates = find("google", "gemini-2.5-pro").orElseThrow().rates().at(NOW);

    assertThat(rates.input().at(200_000)).isEqualTo("1.25");
    assertThat(rates.input().at(200_001)).isEqualTo("2.5");
    assertThat(rates.output().at(200_001)).isEqualTo("15");
    assertThat(rates.cacheRead().at(200_001)).isEqualTo("0.25");
  }

  private String input(String provider, String model, String time) {
    Rates rates = find(provider, model).orElseThrow().rates().at(Instant.parse(time));
    return rates.input().at(0).toPlainString();
  }

  private String origin(String provider, String... models) {
    return find(provider, models).orElseThrow().origin();
  }

  private Optional<Offer> find(String provider, String... models) {
    return table.find(provider, List.of(models));
  }
}
