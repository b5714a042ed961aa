package org.tokentail.price;

import jakarta.annotation.PostConstruct;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.time.Clock;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import org.tokentail.config.Settings;
import org.tokentail.log.Cost;
import org.tokentail.log.RequestState;
import org.tokentail.log.Target;
import org.tokentail.log.Usage;

/** What requests cost: by the operator's file, and otherwise by the bundled table. Thread-safe. */
@ApplicationScoped
public class Prices {
  /**
   * Names that are looked up at most before all are forgotten: a lookup goes through every model,
   * and the names are the callers' own.
   */
  private static final int MAX_KNOWN = 10_000;

  private final Settings settings;
  private final Clock clock;
  private final ConcurrentHashMap<Asked, Optional<Offer>> known = new ConcurrentHashMap<>();
  private PriceTable table;
  private Optional<PriceFile> file = Optional.empty();

  private record Asked(String provider, List<String> models) {}

  /** For the container's proxy only. */
  protected Prices() {
    this(null, null);
  }

  @Inject
  public Prices(Settings settings, Clock clock) {
    this.settings = settings;
    this.clock = clock;
  }

  /** Reads the table and the file. */
  @PostConstruct
  public void open() {
    table = PriceTable.bundled();
    file = settings.prices().file().map(path -> new PriceFile(path, clock));
    follow();
  }

  /** Takes the operator's file anew if it has changed. */
  public void follow() {
    file.ifPresent(PriceFile::follow);
  }

  PriceTable table() {
    return table;
  }

  /** Empty when none is configured. */
  Optional<PriceFile.State> file() {
    return file.map(PriceFile::state);
  }

  /**
   * The cost of a request.
   *
   * @param target the model that answered is looked for first, then the one asked for
   * @param time when the request started
   * @return empty when the model, or a kind of tokens it used, has no price, or no tokens are known
   */
  public Optional<Cost> cost(Target target, Usage usage, Instant time) {
    return quote(target.providerName(), models(target), time)
        .flatMap(quote -> quote.rates().cost(usage, quote.origin()));
  }

  /** {@link #cost} of what is known of a request. */
  Optional<Cost> cost(RequestState state) {
    Instant start = state.timing().initialTime();
    return cost(state.target(), state.usage(), start != null ? start : clock.instant());
  }

  /** What is asked for a model at that time. */
  Optional<Offer.Quote> quote(String provider, List<String> models, Instant time) {
    if (models.isEmpty()) {
      return Optional.empty();
    }
    return file.flatMap(own -> own.lines().find(provider, models, time))
        .or(() -> offer(provider, models).map(offer -> offer.at(time)));
  }

  private Optional<Offer> offer(String provider, List<String> models) {
    if (known.size() >= MAX_KNOWN) {
      known.clear();
    }
    return known.computeIfAbsent(
        new Asked(provider, models), asked -> table.find(asked.provider(), asked.models()));
  }

  /** The names of a request's model, the best first. */
  static List<String> models(Target target) {
    String answered = target.responseModel();
    String asked = target.model();
    if (answered == null || answered.equals(asked)) {
      return asked == null ? List.of() : List.of(asked);
    }
    return asked == null ? List.of(answered) : List.of(answered, asked);
  }
}
