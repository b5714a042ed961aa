package org.tokentail.ingest;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeType;
import java.math.BigDecimal;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import org.tokentail.log.InvalidInputException;

/**
 * The properties of one JSON object, each with the type it must have. Null and absent are the same.
 */
final class RecordFields {
  private final JsonNode object;

  RecordFields(JsonNode object) {
    this.object = object;
  }

  String text(String name) {
    JsonNode value = value(name);
    if (value == null) {
      return null;
    }
    if (!value.isTextual()) {
      throw wrongType(name, "text", value);
    }
    return value.textValue();
  }

  Boolean flag(String name) {
    JsonNode value = value(name);
    if (value == null) {
      return null;
    }
    if (!value.isBoolean()) {
      throw wrongType(name, "true or false", value);
    }
    return value.booleanValue();
  }

  Long count(String name) {
    JsonNode value = value(name);
    if (value == null) {
      return null;
    }
    if (!value.isIntegralNumber() || !value.canConvertToLong()) {
      throw wrongType(name, "a whole number", value);
    }
    return value.longValue();
  }

  Integer integer(String name) {
    Long value = count(name);
    if (value == null) {
      return null;
    }
    if (value != value.intValue()) {
      throw wrongType(name, "a small whole number", value(name));
    }
    return value.intValue();
  }

  BigDecimal amount(String name) {
    JsonNode value = value(name);
    if (value == null) {
      return null;
    }
    if (!value.isNumber()) {
      throw wrongType(name, "a number", value);
    }
    return value.decimalValue();
  }

  Instant time(String name) {
    String text = text(name);
    if (text == null) {
      return null;
    }
    try {
      return OffsetDateTime.parse(text).toInstant();
    } catch (DateTimeException e) {
      throw InvalidInputException.record(
          name, name + " must be an RFC 3339 time with its zone, like 2026-01-11T15:00:00.123Z.");
    }
  }

  /** Entries whose value is null are left out. */
  Map<String, Object> map(String name) {
    JsonNode value = value(name);
    Map<String, Object> entries = new LinkedHashMap<>();
    if (value == null) {
      return entries;
    }
    if (!value.isObject()) {
      throw wrongType(name, "an object", value);
    }
    value
        .properties()
        .forEach(
            entry -> {
              if (!entry.getValue().isNull()) {
                entries.put(entry.getKey(), scalar(name + "." + entry.getKey(), entry.getValue()));
              }
            });
    return entries;
  }

  private static Object scalar(String name, JsonNode value) {
    if (value.isTextual()) {
      return value.textValue();
    }
    if (value.isBoolean()) {
      return value.booleanValue();
    }
    if (value.isNumber()) {
      return value.numberValue();
    }
    throw wrongType(name, "text, a number or a boolean", value);
  }

  private JsonNode value(String name) {
    JsonNode value = object.get(name);
    return value == null || value.isNull() ? null : value;
  }

  private static InvalidInputException wrongType(String name, String wanted, JsonNode value) {
    return InvalidInputException.record(
        name, "%s must be %s, but is %s.".formatted(name, wanted, describe(value)));
  }

  private static String describe(JsonNode value) {
    if (value.isNumber()) {
      String text = value.asText();
      return text.length() <= 40 ? text : "a number with " + text.length() + " digits";
    }
    if (value.isTextual()) {
      return "text";
    }
    return value.getNodeType() == JsonNodeType.BOOLEAN
        ? value.asText()
        : "an " + value.getNodeType().name().toLowerCase(Locale.ROOT);
  }
}
