package org.tokentail.price;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.Predicate;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * The bundled table, data of https://github.com/pydantic/genai-prices (MIT licence) that the build
 * exports to {@code prices.json}. Finds models as that package does. Immutable.
 */
final class PriceTable {
  private static final String RESOURCE = "prices.json";

  /** {@code claude-x-20250929} is also looked for as {@code claude-x-2025-09-29}. */
  private static final Pattern COMPACT_DATE =
      Pattern.compile("-(20\\d{2})(0[1-9]|1[0-2])(0[1-9]|[12]\\d|3[01])(?=-|:|$)");

  private final String version;
  private final List<Provider> providers;

  private record Model(String id, Predicate<String> match, DatedRates rates) {}

  private record Provider(
      String id,
      Predicate<String> named,
      Predicate<String> makes,
      List<String> fallbacks,
      List<Model> models) {
    Optional<Model> model(String name) {
      return models.stream().filter(model -> model.match().test(name)).findFirst();
    }
  }

  private PriceTable(JsonNode json) {
    version = json.path("version").asText();
    List<Provider> read = new ArrayList<>();
    json.path("providers").forEach(node -> read.add(provider(node)));
    providers = List.copyOf(read);
  }

  /** The table that came with this build. */
  static PriceTable bundled() {
    JsonMapper mapper =
        JsonMapper.builder(new JsonFactory())
            .enable(DeserializationFeature.USE_BIG_DECIMAL_FOR_FLOATS)
            .build();
    try (InputStream in = PriceTable.class.getResourceAsStream(RESOURCE)) {
      return new PriceTable(
          mapper.readTree(Objects.requireNonNull(in, "The build left out the price table")));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  String version() {
    return version;
  }

  /** How many models have a price for tokens. */
  long models() {
    return providers.stream()
        .flatMap(provider -> provider.models().stream())
        .filter(model -> !model.rates().isEmpty())
        .count();
  }

  /**
   * What is asked for a model: by the provider named; otherwise by the one who makes such models;
   * otherwise, when no provider is named, by anybody, as long as all who offer it ask the same. A
   * host of one's own that serves an open model does not cost what some other host asks.
   *
   * @param provider null when unknown
   * @param models names of the model, the best first
   */
  Optional<Offer> find(String provider, List<String> models) {
    List<String> names = models.stream().map(PriceTable::lower).toList();
    return first(names, name -> named(provider).flatMap(found -> offer(found, name)))
        .or(() -> first(names, this::ofMaker))
        .or(() -> provider == null ? first(names, this::ofAnybody) : Optional.empty())
        .or(() -> first(names, this::ofPrefix));
  }

  /**
   * Routers put the provider before the model, also more than one: {@code
   * openrouter/anthropic/claude-sonnet-4.5}.
   */
  private Optional<Offer> ofPrefix(String name) {
    int slash = name.indexOf('/');
    if (slash < 0) {
      return Optional.empty();
    }
    String model = name.substring(slash + 1);
    return named(name.substring(0, slash))
        .flatMap(prefixed -> offer(prefixed, model))
        .or(() -> ofPrefix(model));
  }

  private static Optional<Offer> first(
      List<String> names, Function<String, Optional<Offer>> search) {
    return names.stream().flatMap(name -> search.apply(name).stream()).findFirst();
  }

  private Optional<Provider> named(String name) {
    if (name == null) {
      return Optional.empty();
    }
    String asked = lower(name);
    return byId(asked)
        .or(() -> providers.stream().filter(found -> found.named().test(asked)).findFirst());
  }

  private Optional<Provider> byId(String id) {
    return providers.stream().filter(provider -> provider.id().equals(id)).findFirst();
  }

  private Optional<Offer> ofMaker(String name) {
    return providers.stream()
        .filter(provider -> provider.makes().test(name))
        .findFirst()
        .flatMap(provider -> offer(provider, name));
  }

  private Optional<Offer> ofAnybody(String name) {
    List<Offer> offers =
        providers.stream()
            .flatMap(
                provider -> provider.model(name).map(model -> offerOf(provider, model)).stream())
            .toList();
    boolean agreed = offers.stream().map(Offer::rates).distinct().limit(2).count() == 1;
    return agreed ? Optional.of(offers.get(0)) : Optional.empty();
  }

  private Optional<Offer> offer(Provider provider, String name) {
    String dated = COMPACT_DATE.matcher(name).replaceAll("-$1-$2-$3");
    return Stream.of(name, dated)
        .distinct()
        .flatMap(spelling -> offerOrFallback(provider, spelling).stream())
        .findFirst();
  }

  private Optional<Offer> offerOrFallback(Provider provider, String name) {
    return Stream.concat(
            Stream.of(provider), provider.fallbacks().stream().flatMap(id -> byId(id).stream()))
        .flatMap(seller -> seller.model(name).map(model -> offerOf(seller, model)).stream())
        .findFirst();
  }

  private Offer offerOf(Provider provider, Model model) {
    return new Offer(
        "%s %s %s/%s".formatted(PriceSource.TABLE, version, provider.id(), model.id()),
        model.rates());
  }

  private static Provider provider(JsonNode node) {
    List<Model> models = new ArrayList<>();
    node.path("models").forEach(model -> models.add(model(model)));
    List<String> fallbacks = new ArrayList<>();
    node.path("fallback_model_providers").forEach(id -> fallbacks.add(id.asText()));
    return new Provider(
        node.path("id").asText(),
        ModelMatch.of(node.path("provider_match")),
        ModelMatch.of(node.path("model_match")),
        List.copyOf(fallbacks),
        List.copyOf(models));
  }

  private static Model model(JsonNode node) {
    return new Model(
        node.path("id").asText(),
        ModelMatch.of(node.path("match")),
        TableRates.of(node.path("prices")));
  }

  private static String lower(String name) {
    return name.strip().toLowerCase(Locale.ROOT);
  }
}
