package org.tokentail.journal;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.tokentail.log.RequestStatus;

/**
 * A part of what a filter matches, and how H2 is to find its records of a stretch of time. H2 reads
 * either a range of an index, or looks several values up in it, one by one. Asked for both it reads
 * all of the index, which is all records: so each of several values is asked for alone.
 *
 * @param hint between the table and its condition; empty: the database finds the index by itself
 */
public record IndexedPart(LogFilter filter, String hint) {
  private static final Set<Object> PENDING = Set.of(RequestStatus.PENDING.wire());

  /** Fields that one column holds, those first whose values have few records. */
  private static final List<FilterField> FEWEST_FIRST =
      List.of(
          FilterField.ATTEMPT_OF,
          FilterField.SESSION,
          FilterField.CLIENT,
          FilterField.MODEL,
          FilterField.PROVIDER,
          FilterField.ENDPOINT,
          FilterField.HTTP_STATUS,
          FilterField.STATUS);

  /** No record is in two of them; together they are what the filter matches. */
  public static List<IndexedPart> of(LogFilter filter, Dialect dialect) {
    if (dialect != Dialect.H2) {
      return List.of(new IndexedPart(filter, ""));
    }
    if (filter.of(FilterField.STATUS).equals(PENDING)) {
      // The fewest of all.
      return List.of(new IndexedPart(filter, hint(FilterField.STATUS)));
    }
    Optional<FilterField> fewest =
        FEWEST_FIRST.stream().filter(field -> !filter.of(field).isEmpty()).findFirst();
    if (hasOneValueEach(filter) || fewest.isEmpty()) {
      return List.of(new IndexedPart(filter, byTime(filter, dialect)));
    }
    List<IndexedPart> parts = new ArrayList<>();
    for (Object value : filter.of(fewest.get())) {
      parts.add(new IndexedPart(filter.with(fewest.get(), value), hint(fewest.get())));
    }
    return parts;
  }

  /** For what is asked of a short time: all records of that time are looked at if need be. */
  public static String byTime(LogFilter filter, Dialect dialect) {
    return dialect == Dialect.H2 && !hasOneValueEach(filter) ? PageQuery.IN_ORDER : "";
  }

  private static boolean hasOneValueEach(LogFilter filter) {
    return filter.hasOneColumnEach()
        && filter.values().values().stream().allMatch(values -> values.size() == 1);
  }

  private static String hint(FilterField field) {
    return IndexSearch.hint(field.columns().get(0));
  }
}
