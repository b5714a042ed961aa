package org.tokentail.ingest;

import com.fasterxml.jackson.databind.JsonNode;
import jakarta.ws.rs.ClientErrorException;
import jakarta.ws.rs.core.Response;
import java.io.IOException;
import java.io.InputStream;
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
    JsonNode root = Json.read(bounded(body), "The body");
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
    List<JsonNode> records = new ArrayList<>();
    for (String line : bounded(body).split("\n", -1)) {
      if (!line.isBlank()) {
        try {
          records.add(Json.read(line, "The line"));
        } catch (InvalidInputException e) {
          throw e.at(records.size());
        }
      }
    }
    return records(records, at);
  }

  /** The change of one record, whose id stands in the path. */
  static LogUpdate one(InputStream body, String id, Instant at) throws IOException {
    return RecordReader.read(Json.read(bounded(body), "The body"), id, at);
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

  private static String bounded(InputStream body) throws IOException {
    byte[] bytes = body.readNBytes(MAX_BYTES + 1);
    if (bytes.length > MAX_BYTES) {
      throw tooLarge("8 MiB a call");
    }
    return Json.utf8(bytes);
  }

  private static ClientErrorException tooLarge(String limit) {
    return new ClientErrorException(
        "At most %s. Send several calls.".formatted(limit),
        Response.Status.REQUEST_ENTITY_TOO_LARGE);
  }
}
