package org.tokentail.gateway.usage;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import java.io.IOException;
import java.util.HashMap;
import java.util.Map;

/**
 * What was found in one document, by path; the last one where there are several. Bounded by the
 * number of paths. Null and values of a type that was not expected are the same as absent.
 */
final class Values {
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
          found.put(field.path(), parser.getLongValue());
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

  Boolean flag(String path) {
    return found.get(path) instanceof Boolean flag ? flag : null;
  }
}
