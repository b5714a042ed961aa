package org.tokentail.price;

import jakarta.inject.Inject;
import jakarta.ws.rs.ForbiddenException;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import jakarta.ws.rs.core.SecurityContext;
import jakarta.ws.rs.core.UriInfo;
import java.time.Clock;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.tokentail.journal.LogFilter;
import org.tokentail.journal.PageRequest;
import org.tokentail.journal.Parameters;
import org.tokentail.log.InvalidInputException;

/** Which prices are in force, and pricing anew (docs/PROTOCOL.md, "Prices"). For admins. */
@Path("prices")
@Produces(MediaType.APPLICATION_JSON)
public class PricesResource {
  private static final int MAX_RECORDS = 100_000;
  private static final int MAX_INPUT = 1_000_000_000;

  @Inject private Prices prices;
  @Inject private Recalculation recalculation;
  @Inject private Clock clock;

  /**
   * What is in force.
   *
   * @param models in the table that have a price for tokens
   * @param file the operator's; null: none is configured
   */
  public record InForce(String table, long models, PriceFile.State file) {}

  /** The table and the file; with {@code model}, what that model costs. */
  @GET
  public Object prices(
      @QueryParam("model") String model,
      @QueryParam("provider") String provider,
      @QueryParam("time") String time,
      @QueryParam("inputTokens") String inputTokens,
      @Context SecurityContext security) {
    requireAdmin(security);
    if (model == null || model.isEmpty()) {
      PriceTable table = prices.table();
      return new InForce(
          PriceSource.TABLE + " " + table.version(), table.models(), prices.file().orElse(null));
    }
    Instant at = Parameters.time("time", time);
    int size = Parameters.number("inputTokens", inputTokens, 0, 0, MAX_INPUT);
    return prices
        .quote(
            provider == null || provider.isEmpty() ? null : provider,
            List.of(model),
            at != null ? at : clock.instant())
        .filter(quote -> !quote.rates().isEmpty())
        .map(quote -> ModelPrice.of(model, provider, quote, size))
        .orElseGet(() -> ModelPrice.none(model, provider));
  }

  /** Prices records anew, or says what that would change. */
  @POST
  @Path("recalculate")
  public Response recalculate(
      @QueryParam("from") String from,
      @QueryParam("to") String to,
      @QueryParam("before") String before,
      @QueryParam("limit") String limit,
      @QueryParam("all") String all,
      @QueryParam("dryRun") String dryRun,
      @Context UriInfo uri,
      @Context SecurityContext security) {
    requireAdmin(security);
    PageRequest records =
        new PageRequest(
            LogFilter.parse(uri.getQueryParameters()),
            key(before),
            Parameters.time("from", from),
            Parameters.time("to", to),
            Parameters.number("limit", limit, MAX_RECORDS, 1, MAX_RECORDS));
    return Response.ok(
            recalculation.run(
                new Recalculation.Order(
                    records,
                    Parameters.flag("all", all, false),
                    Parameters.flag("dryRun", dryRun, true))))
        .build();
  }

  private static Optional<PageRequest.Key> key(String before) {
    if (before == null || before.isEmpty()) {
      return Optional.empty();
    }
    return Optional.of(
        PageRequest.Key.parse(before)
            .orElseThrow(
                () ->
                    InvalidInputException.parameter(
                        "before",
                        "before must be the next of another recalculation. Leave it out to begin.")));
  }

  private static void requireAdmin(SecurityContext security) {
    if (!security.isUserInRole("admin")) {
      throw new ForbiddenException("Only an admin may see and change prices.");
    }
  }
}
