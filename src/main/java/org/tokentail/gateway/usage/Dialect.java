package org.tokentail.gateway.usage;

import java.math.BigDecimal;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.Stream;

/** How one provider says in JSON what is to be known. Stateless. */
interface Dialect {
  /** The properties to read, of whole answers and of events alike. */
  Fields fields();

  /** Reads one document: a whole answer or one event. Doing so again changes nothing. */
  void read(Values document, Findings findings);

  /** Whether this event is the last of a stream. */
  boolean isLast(Values event);

  /** Whether what begins like JSON is a stream of documents, each on lines of its own. */
  default boolean isLines() {
    return false;
  }

  /** The upstream's words: "rate_limit_error: Slow down", or the part of it that is there. */
  static String words(String kind, String message) {
    if (kind == null || message == null) {
      return message != null ? message : kind;
    }
    return Texts.cut(kind + ": " + message, Texts.ERROR);
  }

  /** Where an error says what it is. */
  List<String> ERROR =
      List.of("error", "error.type", "error.status", "error.code", "error.message");

  /** Those of {@link #ERROR} below each place, which ends with a dot or is empty. */
  static List<String> errorFields(String... places) {
    return Arrays.stream(places)
        .flatMap(place -> ERROR.stream().map(field -> place + field))
        .toList();
  }

  /**
   * What an error says, as all of these interfaces do; some servers that speak the same give only a
   * text, or only the status of theirs. Null: there is none.
   */
  static String error(Values document, String place) {
    String message =
        first(
            document.text(place + "error.message", Texts.ERROR),
            document.text(place + "error", Texts.ERROR));
    String kind =
        first(
            document.text(place + "error.type", Texts.NAME),
            first(
                document.text(place + "error.status", Texts.NAME),
                document.text(place + "error.code", Texts.NAME)));
    Long code = document.count(place + "error.code");
    return words(kind == null && message != null && code != null ? code.toString() : kind, message);
  }

  /** Where a relay says what it asks, below each place with its usage, which ends with a dot. */
  static List<String> priceFields(String... places) {
    return Arrays.stream(places)
        .flatMap(
            place ->
                Stream.of(
                    place + "cost",
                    place + "cost.total_cost",
                    place + "is_byok",
                    place + "cost_details.upstream_inference_cost"))
        .toList();
  }

  /**
   * What the whole costs in US dollars: https://openrouter.ai/docs/use-cases/usage-accounting, and
   * Perplexity's total. With a key of the caller's own at the provider (BYOK), OpenRouter's cost is
   * its fee only, and what the provider asks comes on top. Null while unknown.
   */
  static BigDecimal price(Values document, String place) {
    BigDecimal cost =
        Optional.ofNullable(document.amount(place + "cost"))
            .orElseGet(() -> document.amount(place + "cost.total_cost"));
    if (cost == null || !Boolean.TRUE.equals(document.flag(place + "is_byok"))) {
      return cost;
    }
    BigDecimal upstream = document.amount(place + "cost_details.upstream_inference_cost");
    return upstream == null ? null : cost.add(upstream).min(Values.MAX_AMOUNT);
  }

  /** The highest of what is known: some say the same in several places, and 0 in the others. */
  static Long highest(Values document, String place, List<String> paths) {
    return paths.stream()
        .map(path -> document.count(place + path))
        .filter(Objects::nonNull)
        .max(Long::compare)
        .orElse(null);
  }

  static String first(String one, String other) {
    return one != null ? one : other;
  }
}
