package org.tokentail.soak;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;

/**
 * Every record that the server has, as its pages show it.
 *
 * @param revs of each record
 * @param versions of each record, as {@link Writers} numbers its changes
 */
record Database(Numbers revs, Numbers versions) {
  private static final int MAX_PAGES = 10_000;

  static Database read(Calls calls) throws IOException {
    Database database = new Database(new Numbers(), new Numbers());
    String before = "";
    for (int page = 0; page < MAX_PAGES; page++) {
      JsonNode answer = calls.get("logs?limit=500" + before);
      answer.path("requests").forEach(database::add);
      if (!answer.path("hasMore").asBoolean()) {
        return database;
      }
      before = "&before=" + answer.path("next").asText();
    }
    throw new IllegalStateException("The pages do not end");
  }

  private void add(JsonNode record) {
    String id = record.path("id").asText();
    int index = Integer.parseInt(id.substring(Writers.PREFIX.length()));
    revs.raise(index, record.path("rev").asInt());
    versions.raise(index, record.path("inputTokens").asInt());
  }
}
