package org.tokentail.price;

import com.fasterxml.jackson.core.JsonLocation;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.core.StreamReadFeature;
import com.fasterxml.jackson.dataformat.yaml.YAMLFactory;
import java.io.IOException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * A value of a YAML text (JSON is a part of YAML) that knows its line, for messages. Immutable.
 *
 * @param line from 1
 * @param value a map of texts to values, a list of values, or a text; empty where nothing stands
 */
record Lined(int line, Object value) {
  private static final YAMLFactory YAML =
      YAMLFactory.builder().enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION).build();

  private static final String SEE = " (docs/CONFIGURATION.md, \"Prices of your own\")";

  static Lined read(String yaml) throws InvalidPriceFileException {
    try (JsonParser parser = YAML.createParser(yaml)) {
      return parser.nextToken() == null ? new Lined(1, "") : read(parser);
    } catch (JsonProcessingException e) {
      JsonLocation location = e.getLocation();
      throw new InvalidPriceFileException(
          location == null ? 1 : location.getLineNr(),
          "this is not YAML: " + e.getOriginalMessage().lines().findFirst().orElse(""));
    } catch (IOException e) {
      throw new IllegalStateException("A text in memory can be read", e);
    }
  }

  private static Lined read(JsonParser parser) throws IOException {
    int line = Math.max(1, parser.currentTokenLocation().getLineNr());
    return switch (parser.currentToken()) {
      case START_OBJECT -> {
        Map<String, Lined> map = new LinkedHashMap<>();
        while (parser.nextToken() != JsonToken.END_OBJECT) {
          String name = parser.currentName();
          parser.nextToken();
          map.put(name, read(parser));
        }
        yield new Lined(line, map);
      }
      case START_ARRAY -> {
        List<Lined> list = new ArrayList<>();
        while (parser.nextToken() != JsonToken.END_ARRAY) {
          list.add(read(parser));
        }
        yield new Lined(line, list);
      }
      case VALUE_NULL -> new Lined(line, "");
      default -> new Lined(line, parser.getText().strip());
    };
  }

  /** The properties of this map, of which no others are known. */
  @SuppressWarnings("unchecked") // made above
  Map<String, Lined> map(Set<String> known) throws InvalidPriceFileException {
    if (!(value instanceof Map<?, ?>)) {
      throw problem("here have to be " + String.join(", ", known) + SEE);
    }
    Map<String, Lined> map = (Map<String, Lined>) value;
    for (Map.Entry<String, Lined> entry : map.entrySet()) {
      if (!known.contains(entry.getKey())) {
        throw entry
            .getValue()
            .problem(
                "'%s' is not known here, but %s"
                    .formatted(entry.getKey(), String.join(", ", known) + SEE));
      }
    }
    return map;
  }

  @SuppressWarnings("unchecked") // made above
  List<Lined> list() throws InvalidPriceFileException {
    if (!(value instanceof List<?>)) {
      throw problem("here has to be a list" + SEE);
    }
    return (List<Lined>) value;
  }

  /** A text of one line with 1 to {@code max} characters. */
  String text(int max) throws InvalidPriceFileException {
    if (value instanceof String text
        && !text.isEmpty()
        && text.length() <= max
        && text.codePoints().noneMatch(Character::isISOControl)) {
      return text;
    }
    throw problem("here has to be a text of 1 to %d characters".formatted(max));
  }

  InvalidPriceFileException problem(String message) {
    return new InvalidPriceFileException(line, message);
  }
}
