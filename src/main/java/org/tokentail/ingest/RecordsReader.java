package org.tokentail.ingest;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import jakarta.ws.rs.ClientErrorException;
import jakarta.ws.rs.core.Response;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.tokentail.log.InvalidInputException;
import org.tokentail.log.Json;
import org.tokentail.log.LogUpdate;

/** Reads the changes of one call, within its bounds, all or none. */
final class RecordsReader {
  static final int MAX_RECORDS = 1_000;
  static final int MAX_BYTES = 8 * 1024 * 1024;

  private RecordsReader() {}

  /** One record or an array of records. */
  static List<LogUpdate> json(InputStream body, Instant at) throws IOException {
    JsonNode root = parse(bounded(body), "The body");
    if (root.isObject()) {
      return List.of(RecordReader.read(root, null, at));
    }
    if (!root.isArray()) {
      throw InvalidInputException.body("Send a JSON object, or an array of objects.", null);
    }
    List<JsonNode> records = new ArrayList<>();
    root.forEach(records::add);
    return records(records, at);
  }

  /** A record a line; empty lines are skipped. */
  static List<LogUpdate> lines(InputStream body, Instant at) throws IOException {
    byte[] bytes = bounded(body);
    List<JsonNode> records = new ArrayList<>();
    int from = 0;
    for (int i = 0; i <= bytes.length; i++) {
      if (i == bytes.length || bytes[i] == '\n') {
        String line = new String(bytes, from, i - from, StandardCharsets.UTF_8);
        if (!line.isBlank()) {
          try {
            records.add(parse(line.getBytes(StandardCharsets.UTF_8), "The line"));
          } catch (InvalidInputException e) {
            throw e.at(records.size());
          }
        }
        from = i + 1;
      }
    }
    return records(records, at);
  }

  /** The change of one record, whose id stands in the path. */
  static LogUpdate one(InputStream body, String id, Instant at) throws IOException {
    return RecordReader.read(parse(bounded(body), "The body"), id, at);
  }

  private static List<LogUpdate> records(List<JsonNode> records, Instant at) {
    if (records.isEmpty()) {
      throw InvalidInputException.body("Send at least one record.", null);
    }
    if (records.size() > MAX_RECORDS) {
      throw tooLarge("%d records a call; this one has %d".formatted(MAX_RECORDS, records.size()));
    }
    List<LogUpdate> updates = new ArrayList<>(records.size());
    for (JsonNode record : records) {
      try {
        updates.add(RecordReader.read(record, null, at));
      } catch (InvalidInputException e) {
        throw e.at(updates.size());
      }
    }
    return updates;
  }

  private static JsonNode parse(byte[] bytes, String what) throws IOException {
    JsonNode node;
    try {
      node = Json.MAPPER.readTree(bytes);
    } catch (JsonProcessingException e) {
      throw InvalidInputException.body(
          "%s is not JSON as RFC 8259 has it, in UTF-8 and nested at most %d deep: %s."
              .formatted(what, Json.MAX_DEPTH, reason(e)),
          e);
    }
    if (node.isMissingNode()) {
      throw InvalidInputException.body(what + " is empty. Send a JSON object.", null);
    }
    return node;
  }

  private static String reason(JsonProcessingException e) {
    String message = e.getOriginalMessage().split("\n", 2)[0];
    return e.getLocation() == null
        ? message
        : "%s (line %d, column %d)"
            .formatted(message, e.getLocation().getLineNr(), e.getLocation().getColumnNr());
  }

  private static byte[] bounded(InputStream body) throws IOException {
    byte[] bytes = body.readNBytes(MAX_BYTES + 1);
    if (bytes.length > MAX_BYTES) {
      throw tooLarge("8 MiB a call");
    }
    return bytes;
  }

  private static ClientErrorException tooLarge(String limit) {
    return new ClientErrorException(
        "At most %s. Send several calls.".formatted(limit),
        Response.Status.REQUEST_ENTITY_TOO_LARGE);
  }
}
