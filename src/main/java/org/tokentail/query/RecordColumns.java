package org.tokentail.query;

import java.util.Arrays;
import java.util.List;
import org.tokentail.log.InvalidInputException;

/**
 * Properties of a record, in the order in which they are written.
 *
 * @param names as in docs/PROTOCOL.md, "A record"
 */
record RecordColumns(List<String> names) {
  static final RecordColumns ALL =
      new RecordColumns(
          List.of(
              "id",
              "rev",
              "status",
              "type",
              "providerName",
              "channelId",
              "channelName",
              "model",
              "responseModel",
              "endpoint",
              "stream",
              "httpStatus",
              "initialTime",
              "firstTokenTime",
              "completeTime",
              "firstTokenDurationMs",
              "durationMs",
              "inputTokens",
              "outputTokens",
              "cacheCreationInputTokens",
              "cacheReadInputTokens",
              "totalTokens",
              "price",
              "inputCost",
              "outputCost",
              "cacheCreationCost",
              "cacheReadCost",
              "priceSource",
              "clientId",
              "sessionId",
              "apiKeyId",
              "reasoningEffort",
              "serviceTier",
              "error",
              "upstreamError",
              "failoverInfo",
              "attemptOf",
              "metadata"));

  /**
   * @param text names separated by commas, in the order wanted; null or empty: all
   * @throws InvalidInputException for a name that no property has, or that comes twice
   */
  static RecordColumns parse(String text) {
    if (text == null || text.isEmpty()) {
      return ALL;
    }
    List<String> names = Arrays.asList(text.split(",", -1));
    if (!ALL.names.containsAll(names)) {
      throw InvalidInputException.parameter(
          "columns",
          "columns must be names of properties, separated by commas, from "
              + String.join(", ", ALL.names)
              + ".");
    }
    if (names.stream().distinct().count() < names.size()) {
      throw InvalidInputException.parameter("columns", "columns must name each property once.");
    }
    return new RecordColumns(List.copyOf(names));
  }
}
