package org.tokentail.stats;

import com.fasterxml.jackson.annotation.JsonInclude;
import java.time.Instant;
import java.util.List;
import java.util.Map;

/**
 * The answer of {@code GET api/logs/facets} (docs/PROTOCOL.md, "Facets").
 *
 * @param from initial time from which records were counted
 * @param to initial time up to which they were, exclusive; null: all
 * @param facets by field, the values with most records first
 * @param sampled by field, the number of records that were counted, where there may be more
 */
public record Facets(
    Instant from,
    Instant to,
    Map<String, List<Value>> facets,
    @JsonInclude(JsonInclude.Include.NON_EMPTY) Map<String, Integer> sampled) {

  /**
   * One value of a field.
   *
   * @param value as the field's query parameter takes it
   * @param requests records that have it, attempts included
   */
  public record Value(String value, long requests) {}
}
