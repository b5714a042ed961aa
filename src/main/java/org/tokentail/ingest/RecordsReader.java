package org.tokentail.ingest;

import com.fasterxml.jackson.databind.JsonNode;
import jakarta.ws.rs.ClientErrorException;
import jakarta.ws.rs.core.Response;
import java.io.IOException;
import java.io.InputStream;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Supplier;
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
    List<LogUpdate> updates = new ArrayList<>();
    for (JsonNode record : root) {
      add(updates, () -> record, at);
    }
    return atLeastOne(updates);
  }

  /** A record a line; empty lines are skipped. */
  static List<LogUpdate> lines(InputStream body, Instant at) throws IOException {
    String text = bounded(body);
    List<LogUpdate> updates = new ArrayList<>();
    for (int from = 0, to; from < text.length(); from = to + 1) {
      to = text.indexOf('\n', from);
      to = to < 0 ? text.length() : to;
      String line = text.substring(from, to);
      if (!line.isBlank()) {
        // A line at a time: the tree of the whole body would take many times its size.
        add(updates, () -> Json.read(line, "The line"), at);
      }
    }
    return atLeastOne(updates);
  }

  /** The change of one record, whose id stands in the path. */
  static LogUpdate one(InputStream body, String id, Instant at) throws IOException {
    return RecordReader.read(Json.read(bounded(body), "The body"), id, at);
  }

  private static void add(List<LogUpdate> updates, Supplier<JsonNode> record, Instant at) {
    if (updates.size() == MAX_RECORDS) {
      throw tooLarge("%d records a call".formatted(MAX_RECORDS));
    }
    try {
      updates.add(RecordReader.read(record.get(), null, at));
    } catch (InvalidInputException e) {
      throw e.at(updates.size());
    }
  }

  private static List<LogUpdate> atLeastOne(List<LogUpdate> updates) {
    if (updates.isEmpty()) {
      throw InvalidInputException.body("Send at least one record.", null);
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
