package org.tokentail.gateway.usage;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import java.io.IOException;
import java.math.BigDecimal;
import java.util.HashMap;
import java.util.Map;

/**
 * What was found in one document, by path; where there are several, the last one or, of sums, all
 * of them together. Bounded by the number of paths. Null and values of a type that was not expected
 * are the same as absent.
 */
final class Values {
  private static final int LONGEST_AMOUNT = 64;

  /** Less is no amount: to add it to another would write out all the zeros between. */
  private static final int LEAST_MAGNITUDE = -64;

  static final BigDecimal MAX_AMOUNT = new BigDecimal("1000000000");

  private final Map<String, Object> found = new HashMap<>();
  private boolean content;

  void clear() {
    found.clear();
    content = false;
  }

  /** Takes the scalar at which the parser stands. */
  void take(Fields field, JsonToken token, JsonParser parser) throws IOException {
    if (field.isContent() && !content) {
      content = token == JsonToken.VALUE_STRING ? parser.getTextLength() > 0 : token.isNumeric();
    }
    if (!field.isValue()) {
      return;
    }
    switch (token) {
      case VALUE_STRING -> found.put(field.path(), Texts.clean(parser.getText(), Texts.ERROR));
      case VALUE_NUMBER_INT -> {
        // Beyond a long it is no count either.
        if (parser.getNumberType() != JsonParser.NumberType.BIG_INTEGER) {
          long count = parser.getLongValue();
          if (field.isSum() && found.get(field.path()) instanceof Long before) {
            // Counts beyond that are none, and so no sum of theirs.
            count = Math.min(Findings.MAX_COUNT + 1, before) + Math.min(Findings.MAX_COUNT, count);
          }
          found.put(field.path(), count);
        }
      }
      case VALUE_NUMBER_FLOAT -> {
        if (parser.getTextLength() <= LONGEST_AMOUNT) {
          found.put(field.path(), parser.getDecimalValue());
        }
      }
      case VALUE_TRUE, VALUE_FALSE -> found.put(field.path(), parser.getBooleanValue());
      default -> {}
    }
  }

  boolean hasContent() {
    return content;
  }

  /** Null when absent or not a text; otherwise cut to {@code max} characters. */
  String text(String path, int max) {
    return found.get(path) instanceof String text && !text.isEmpty() ? Texts.cut(text, max) : null;
  }

  /** Null when absent, or not a number that {@link org.tokentail.log.Usage} takes. */
  Long count(String path) {
    return found.get(path) instanceof Long count && count >= 0 && count <= Findings.MAX_COUNT
        ? count
        : null;
  }

  /** Null when absent, or no amount of US dollars that a record takes. */
  BigDecimal amount(String path) {
    Object value = found.get(path);
    BigDecimal amount =
        value instanceof Long whole
            ? BigDecimal.valueOf(whole)
            : value instanceof BigDecimal d ? d : null;
    // Digits before the point first, which are read without expanding: 1e1000000000 is a short
    // text.
    boolean fits =
        amount != null
            && amount.signum() >= 0
            && (long) amount.precision() - amount.scale() <= MAX_AMOUNT.precision()
            && (long) amount.precision() - amount.scale() >= LEAST_MAGNITUDE
            && amount.compareTo(MAX_AMOUNT) <= 0;
    return fits ? amount : null;
  }

  Boolean flag(String path) {
    return found.get(path) instanceof Boolean flag ? flag : null;
  }
}
