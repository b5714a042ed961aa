package org.tokentail.log;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.StreamReadConstraints;
import com.fasterxml.jackson.core.StreamReadFeature;
import com.fasterxml.jackson.core.StreamWriteFeature;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.SerializationFeature;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.module.SimpleModule;
import com.fasterxml.jackson.datatype.jsr310.JavaTimeModule;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.CodingErrorAction;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;

/** How everything is written as JSON, and within which bounds it is read. Thread-safe. */
public final class Json {
  /** Nesting of objects and arrays that is read at most. */
  public static final int MAX_DEPTH = 32;

  /**
   * Values and names that are read at most: far more than 1,000 records hold, far less than 8 MiB
   * can.
   */
  private static final long MAX_TOKENS = 250_000;

  /** RFC 3339 in UTC, always with three decimals. */
  public static final DateTimeFormatter TIME =
      DateTimeFormatter.ofPattern("uuuu-MM-dd'T'HH:mm:ss.SSS'Z'").withZone(ZoneOffset.UTC);

  public static final ObjectMapper MAPPER = mapper();

  private Json() {}

  /**
   * Reads one JSON value.
   *
   * @param what the name of what is read, for the message: "The body"
   * @throws InvalidInputException when it is not JSON as RFC 8259 has it, or too deep
   */
  public static JsonNode read(String text, String what) {
    JsonNode node;
    try {
      node = MAPPER.readTree(text);
    } catch (JsonProcessingException | NumberFormatException e) {
      throw InvalidInputException.body(
          "%s is not JSON as RFC 8259 has it, nested at most %d deep: %s."
              .formatted(what, MAX_DEPTH, reason(e)),
          e);
    }
    if (node.isMissingNode()) {
      throw InvalidInputException.body(what + " is empty. Send a JSON object.", null);
    }
    return node;
  }

  /**
   * The text of these bytes.
   *
   * @throws InvalidInputException when they are not UTF-8; Jackson itself would let some of it pass
   */
  public static String utf8(byte[] bytes) {
    try {
      return StandardCharsets.UTF_8
          .newDecoder()
          .onMalformedInput(CodingErrorAction.REPORT)
          .onUnmappableCharacter(CodingErrorAction.REPORT)
          .decode(ByteBuffer.wrap(bytes))
          .toString();
    } catch (CharacterCodingException e) {
      throw InvalidInputException.body("The body is not UTF-8, as JSON must be.", e);
    }
  }

  /** The value as JSON in UTF-8, in one line: JSON escapes the line breaks in text. */
  public static byte[] bytes(Object value) {
    try {
      return MAPPER.writeValueAsBytes(value);
    } catch (JsonProcessingException e) {
      throw new IllegalStateException("Only values that can be written are made here", e);
    }
  }

  private static String reason(Exception e) {
    if (!(e instanceof JsonProcessingException json) || json.getLocation() == null) {
      // Jackson lets the JDK's own complaint about an absurd exponent through.
      return "a number cannot be read";
    }
    return "%s (line %d, column %d)"
        .formatted(
            json.getOriginalMessage().split("\n", 2)[0],
            json.getLocation().getLineNr(),
            json.getLocation().getColumnNr());
  }

  private static ObjectMapper mapper() {
    return JsonMapper.builder(
            JsonFactory.builder()
                .streamReadConstraints(
                    StreamReadConstraints.builder()
                        .maxNestingDepth(MAX_DEPTH)
                        .maxTokenCount(MAX_TOKENS)
                        .build())
                .build())
        .addModule(new JavaTimeModule())
        .addModule(new SimpleModule().addSerializer(Instant.class, new InstantSerializer()))
        .defaultPropertyInclusion(
            JsonInclude.Value.construct(JsonInclude.Include.NON_NULL, JsonInclude.Include.NON_NULL))
        .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
        .enable(StreamWriteFeature.WRITE_BIGDECIMAL_AS_PLAIN)
        .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
        .enable(DeserializationFeature.USE_BIG_DECIMAL_FOR_FLOATS)
        .disable(SerializationFeature.WRITE_DATES_AS_TIMESTAMPS)
        .disable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES)
        .build();
  }
}
