package org.tokentail.gateway.usage;

import java.util.Arrays;
import java.util.List;

/** How one provider says in JSON what is to be known. Stateless. */
interface Dialect {
  /** The properties to read, of whole answers and of events alike. */
  Fields fields();

  /** Reads one document: a whole answer or one event. Doing so again changes nothing. */
  void read(Values document, Findings findings);

  /** Whether this event is the last of a stream. */
  boolean isLast(Values event);

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

  static String first(String one, String other) {
    return one != null ? one : other;
  }
}
