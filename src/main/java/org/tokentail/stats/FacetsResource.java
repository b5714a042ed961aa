package org.tokentail.stats;

import jakarta.inject.Inject;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.UriInfo;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CompletionStage;
import java.util.stream.Collectors;
import org.tokentail.admission.Priority;
import org.tokentail.admission.ReaderPool;
import org.tokentail.journal.FilterField;
import org.tokentail.journal.LogFilter;
import org.tokentail.journal.Parameters;
import org.tokentail.log.InvalidInputException;

/** What there is to filter by (docs/PROTOCOL.md, "Facets"). */
@Path("logs/facets")
@Produces(MediaType.APPLICATION_JSON)
public class FacetsResource {
  private static final Duration STANDARD = Duration.ofHours(24);

  /** The attempts of one request are asked for by its id; nobody chooses among ids. */
  private static final Set<FilterField> FIELDS =
      EnumSet.complementOf(EnumSet.of(FilterField.ATTEMPT_OF));

  @Inject private FacetsQuery facets;
  @Inject private ReaderPool readers;
  @Inject private Clock clock;

  @GET
  public CompletionStage<Facets> facets(
      @QueryParam("from") String from,
      @QueryParam("to") String to,
      @QueryParam("field") List<String> fields,
      @Context UriInfo uri) {
    Instant end = Parameters.time("to", to);
    Instant last = end == null ? clock.instant() : end;
    Instant first = Parameters.time("from", from);
    if (first == null) {
      first = last.minus(STANDARD);
    } else if (end != null && !first.isBefore(end)) {
      throw InvalidInputException.parameter("from", "from must lie before to.");
    }
    LogFilter filter = LogFilter.parse(uri.getQueryParameters());
    Set<FilterField> wanted = fields(fields);
    Instant begin = first;
    return readers.ask(Priority.ANALYSIS, () -> facets.of(filter, wanted, begin, end));
  }

  private static Set<FilterField> fields(List<String> names) {
    Set<FilterField> fields =
        names.stream()
            .filter(name -> !name.isEmpty())
            .map(FacetsResource::field)
            .collect(Collectors.toCollection(() -> EnumSet.noneOf(FilterField.class)));
    return fields.isEmpty() ? FIELDS : fields;
  }

  private static FilterField field(String name) {
    return FIELDS.stream()
        .filter(field -> field.wire().equals(name))
        .findFirst()
        .orElseThrow(
            () ->
                InvalidInputException.parameter(
                    "field",
                    "field must be one of %s; it may be given more than once."
                        .formatted(
                            FIELDS.stream()
                                .map(FilterField::wire)
                                .collect(Collectors.joining(", ")))));
  }
}
