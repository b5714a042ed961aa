package org.tokentail.ingest;

import com.fasterxml.jackson.databind.JsonNode;
import java.time.Instant;
import org.tokentail.log.Caller;
import org.tokentail.log.Cost;
import org.tokentail.log.Failure;
import org.tokentail.log.InvalidInputException;
import org.tokentail.log.LogUpdate;
import org.tokentail.log.Metadata;
import org.tokentail.log.RequestState;
import org.tokentail.log.RequestStatus;
import org.tokentail.log.Target;
import org.tokentail.log.Timing;
import org.tokentail.log.Usage;

/** Reads a change from the JSON of a record (docs/PROTOCOL.md, "A record"). */
final class RecordReader {
  private RecordReader() {}

  /**
   * @param id of the request; null: the record's own, or a new one
   * @throws InvalidInputException naming the first property that is wrong
   */
  static LogUpdate read(JsonNode json, String id, Instant at) {
    if (!json.isObject()) {
      throw InvalidInputException.record(null, "A record must be a JSON object.");
    }
    RecordFields fields = new RecordFields(json);
    String own = fields.text("id");
    if (id != null && own != null && !id.equals(own)) {
      throw InvalidInputException.record("id", "id must be the id of the path. Leave it out.");
    }
    return LogUpdate.of(id != null ? id : own, at, state(fields));
  }

  private static RequestState state(RecordFields fields) {
    return new RequestState(
        status(fields),
        target(fields),
        fields.integer("httpStatus"),
        timing(fields),
        usage(fields),
        cost(fields),
        caller(fields),
        failure(fields),
        new Metadata(fields.map("metadata")));
  }

  private static RequestStatus status(RecordFields fields) {
    String text = fields.text("status");
    return text == null
        ? null
        : RequestStatus.of(text)
            .orElseThrow(
                () ->
                    InvalidInputException.record(
                        "status", "status must be one of " + RequestStatus.names() + "."));
  }

  private static Target target(RecordFields fields) {
    return new Target(
        fields.text("type"),
        fields.text("providerName"),
        fields.text("channelId"),
        fields.text("channelName"),
        fields.text("model"),
        fields.text("responseModel"),
        fields.text("endpoint"),
        fields.flag("stream"));
  }

  private static Timing timing(RecordFields fields) {
    return new Timing(
        fields.time("initialTime"),
        fields.time("firstTokenTime"),
        fields.time("completeTime"),
        fields.count("firstTokenDurationMs"),
        fields.count("durationMs"));
  }

  private static Usage usage(RecordFields fields) {
    return new Usage(
        fields.count("inputTokens"),
        fields.count("outputTokens"),
        fields.count("cacheCreationInputTokens"),
        fields.count("cacheReadInputTokens"),
        fields.count("totalTokens"));
  }

  private static Cost cost(RecordFields fields) {
    return new Cost(
        fields.amount("price"),
        fields.amount("inputCost"),
        fields.amount("outputCost"),
        fields.amount("cacheCreationCost"),
        fields.amount("cacheReadCost"),
        fields.text("priceSource"));
  }

  private static Caller caller(RecordFields fields) {
    return new Caller(
        fields.text("clientId"),
        fields.text("sessionId"),
        fields.text("apiKeyId"),
        fields.text("reasoningEffort"),
        fields.text("serviceTier"));
  }

  private static Failure failure(RecordFields fields) {
    return new Failure(
        fields.text("error"),
        fields.text("upstreamError"),
        fields.text("failoverInfo"),
        fields.text("attemptOf"));
  }
}
