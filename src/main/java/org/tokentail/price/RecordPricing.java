package org.tokentail.price;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.time.Instant;
import java.util.List;
import org.tokentail.log.Cost;
import org.tokentail.log.Pricing;
import org.tokentail.log.RequestState;
import org.tokentail.log.Usage;

/**
 * Prices records as they are written: those that nobody gave a price. A price of ours is computed
 * anew when what it depends on changes; whoever says anything of the cost, owns it
 * (docs/PROTOCOL.md, "Prices"). Thread-safe.
 */
@ApplicationScoped
public class RecordPricing implements Pricing {
  private static final System.Logger LOG = System.getLogger(RecordPricing.class.getName());

  private final Prices prices;

  /** What a price depends on. */
  private record Basis(String provider, List<String> models, Usage usage, Instant start) {
    static Basis of(RequestState state) {
      return new Basis(
          state.target().providerName(),
          Prices.models(state.target()),
          state.usage(),
          state.timing().initialTime());
    }
  }

  /** For the container's proxy only. */
  protected RecordPricing() {
    this(null);
  }

  @Inject
  public RecordPricing(Prices prices) {
    this.prices = prices;
  }

  @Override
  public RequestState price(RequestState before, RequestState change, RequestState merged) {
    Cost said = change.cost();
    if (!said.equals(Cost.UNKNOWN)) {
      // Ours is given whole, and is replaced whole: its parts are not those of another price.
      boolean whole = PriceSource.isOurs(said) || PriceSource.isOurs(before.cost());
      return whole ? merged.withCost(said.summed()) : merged;
    }
    boolean open = merged.cost().equals(Cost.UNKNOWN) || PriceSource.isOurs(merged.cost());
    // Where nothing changed, a price stays as it is, also when the prices have changed since: the
    // same change twice changes nothing.
    return open && !Basis.of(before).equals(Basis.of(merged)) ? priced(merged) : merged;
  }

  private RequestState priced(RequestState state) {
    try {
      return state.withCost(prices.cost(state).orElse(Cost.UNKNOWN));
    } catch (RuntimeException e) {
      // A request is logged whether or not it can be priced.
      LOG.log(System.Logger.Level.WARNING, "A request could not be priced", e);
      return state;
    }
  }
}
