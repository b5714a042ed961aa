package org.tokentail.gateway.usage;

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

  static String first(String one, String other) {
    return one != null ? one : other;
  }
}
