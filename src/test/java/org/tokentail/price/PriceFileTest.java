package org.tokentail.price;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.tokentail.TestSettings;
import org.tokentail.log.Cost;
import org.tokentail.log.Target;
import org.tokentail.log.Usage;

/** The operator's file. */
class PriceFileTest {
  private static final Instant NOW = Instant.parse("2026-11-01T12:00:00Z");
  private static final Usage USAGE = new Usage(1_000_000L, 1_000_000L, null, 1_000_000L, null);

  @TempDir private Path directory;
  private Path file;
  private Prices prices;
  private int edits;

  @BeforeEach
  void open() {
    file = directory.resolve("prices.yaml");
    Map<String, String> settings =
        Map.of(
            "tokentail.data.dir", directory.toString(), "tokentail.prices.file", file.toString());
    prices = new Prices(TestSettings.of(settings), Clock.fixed(NOW, ZoneOffset.UTC));
  }

  @Test
  void itsPricesWin() throws IOException {
    edit(
        """
        version: contract 7
        prices:
          # negotiated
          - model: claude-sonnet-*
            provider: anthropic
            input: 2.4
            output: 12
            cache-read: 0.24
        """);
    prices.open();

    Cost cost = cost("Anthropic", "claude-sonnet-4-5").orElseThrow();
    assertThat(cost.price()).isEqualTo("14.64");
    assertThat(cost.priceSource())
        .isEqualTo(
            "price file prices.yaml contract 7 line 4: in 2.4, out 12, cache read 0.24 USD/MTok");
    assertThat(PriceSource.isOurs(cost)).isTrue();
    assertThat(cost("openrouter", "claude-sonnet-4-5").orElseThrow().priceSource())
        .startsWith("genai-prices ");
    assertThat(cost(null, "claude-sonnet-4-5").orElseThrow().priceSource())
        .startsWith("genai-prices ");
  }

  @Test
  void theFirstLineThatHoldsWins() throws IOException {
    edit(
        """
        {"prices": [
          {"model": "house", "until": "2026-01-01", "input": 1, "output": 1},
          {"model": "house", "from": "2026-11-01T13:00:00+01:00", "input": 2, "output": 2},
          {"model": "*", "input": 0, "output": 0}
        ]}
        """);
    prices.open();

    assertThat(price("house", "2025-12-31T23:59:59Z")).isEqualTo("3");
    assertThat(price("house", "2026-01-01T00:00:00Z")).isEqualTo("0");
    assertThat(price("HOUSE", "2026-11-01T12:00:00Z")).isEqualTo("6");
    assertThat(price("anything", "2026-11-01T12:00:00Z")).isEqualTo("0");
    assertThat(cost("p", "house").orElseThrow().priceSource())
        .isEqualTo("price file prices.yaml 2026-11-01T00:00:01Z line 3: in 2, out 2 USD/MTok");
  }

  @Test
  void pricesMayHaveSteps() throws IOException {
    edit(
        """
        prices:
          - model: house
            input: 1
            output: 2
            above:
              - input-tokens: 1999999
                input: 10
        """);
    prices.open();

    assertThat(cost("p", "house").orElseThrow().price()).isEqualTo("22");
  }

  @Test
  void anEditIsTakenAndABrokenOneIsNot() throws IOException {
    edit("prices: [{model: house, input: 1, output: 1}]");
    prices.open();
    assertThat(price("house")).isEqualTo("3");

    edit("prices: [{model: house, input: 2, output: 2}]");
    prices.follow();
    assertThat(price("house")).isEqualTo("6");

    edit("prices:\n - model: house\n   input: two\n   output: 2");
    prices.follow();
    assertThat(price("house")).isEqualTo("6");
    assertThat(state().problem())
        .isEqualTo(
            "line 3: input must be US dollars per million tokens, from 0 to 1000000, but is two");
    assertThat(state().prices()).isEqualTo(1);

    Files.delete(file);
    prices.follow();
    assertThat(price("house")).isEqualTo("6");
    assertThat(state().problem()).startsWith("it cannot be read");

    edit("prices: []");
    prices.follow();
    assertThat(cost("p", "house")).isEmpty();
    assertThat(state().problem()).isNull();
  }

  @Test
  void aFileThatIsMissingAtTheStartMayComeLater() throws IOException {
    prices.open();
    assertThat(cost("anthropic", "claude-sonnet-4-5")).isPresent();
    assertThat(state().problem()).startsWith("it cannot be read");

    edit("prices: [{model: house, input: 1, output: 1}]");
    prices.follow();
    assertThat(price("house")).isEqualTo("3");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          prices: [                                            | 1 | not YAML
          [1]                                                  | 1 | here have to be
          ~                                                    | 1 | here have to be
          prices: &a [*a]                                      | 1 | nested too deep
          price: []                                            | 1 | 'price' is not known
          prices: none                                         | 1 | a list
          prices:\\n - 7                                       | 2 | here have to be
          prices:\\n - input: 1\\n   output: 1                 | 2 | model is missing
          prices:\\n - model: a\\n   input: 1                  | 2 | input and output are needed
          prices:\\n - model: a\\n   input: -1\\n   output: 1  | 3 | from 0 to 1000000
          prices:\\n - model: a\\n   input: 1e9\\n   output: 1 | 3 | from 0 to 1000000
          prices:\\n - model: a\\n   input: 1\\n   outputs: 1  | 4 | 'outputs' is not known
          prices:\\n - model: a\\n   input: 1\\n   input: 1    | 4 | twice
          prices:\\n - model: a\\n   from: soon                | 2 | input and output are needed
          prices:\\n - {model: a, input: 1, output: 1,\\n   from: soon} | 3 | a time must be
          prices:\\n - {model: [], input: 1, output: 1}        | 2 | a text of 1 to 256
          prices:\\n - {model: a, input: 1, output: 1,\\n above: [{input: 1}]} | 3 | input-tokens is missing
          prices:\\n - {model: a, input: 1, output: 1,\\n above: [{input-tokens: 5, cache-read: 1}]} | 3 | cache-read is missing
          """)
  void whatIsWrongIsSaidWithItsLine(String yaml, int line, String problem) {
    assertThatThrownBy(() -> PriceFileReader.read(yaml.replace("\\n", "\n"), "p", "1"))
        .isInstanceOf(InvalidPriceFileException.class)
        .hasMessageStartingWith("line " + line + ": ")
        .hasMessageContaining(problem);
  }

  private PriceFile.State state() {
    return prices.file().orElseThrow();
  }

  /** Each edit has a time of its own, whatever the resolution of the file system. */
  private void edit(String text) throws IOException {
    Files.writeString(file, text);
    Instant time = Instant.parse("2026-11-01T00:00:00Z").plusSeconds(++edits);
    Files.setLastModifiedTime(file, FileTime.from(time));
  }

  private String price(String model) {
    return price(model, NOW.toString());
  }

  private String price(String model, String time) {
    return prices
        .cost(target("p", model), USAGE, Instant.parse(time))
        .orElseThrow()
        .price()
        .toPlainString();
  }

  private Optional<Cost> cost(String provider, String model) {
    return prices.cost(target(provider, model), USAGE, NOW);
  }

  private static Target target(String provider, String model) {
    return new Target(null, provider, null, null, model, null, null, null);
  }
}
