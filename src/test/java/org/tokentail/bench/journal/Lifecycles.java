package org.tokentail.bench.journal;

import java.math.BigDecimal;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import org.tokentail.load.Records;

/**
 * Requests that begin and end: of a block of changes the first half creates pending requests, and
 * the second half completes those of an earlier block.
 *
 * @param block changes
 * @param lag how many blocks later a request is completed: its creation is committed by then
 */
record Lifecycles(int block, int lag) implements Records {
  @Override
  public void append(StringBuilder json, String run, long seq, long sentAt) {
    long number = seq / block;
    int half = block / 2;
    long place = seq % block;
    if (place < half) {
      begin(json, run, number * half + place);
    } else if (number < lag) {
      // There is nothing to complete yet.
      begin(json, run, -1 - number * half - (place - half));
    } else {
      end(json, run, (number - lag) * half + (place - half));
    }
    json.append(",\"metadata\":{\"t\":").append(sentAt).append(",\"team\":\"load\"}}");
  }

  private static void begin(StringBuilder json, String run, long request) {
    int model = (int) Math.floorMod(request, (long) RecordSql.MODELS.size());
    int provider = model % RecordSql.PROVIDERS.size();
    long client = Math.floorMod(request, 50L);
    id(json, run, request).append("\",\"status\":\"pending\",\"type\":\"openai\"");
    json.append(",\"initialTime\":\"").append(now());
    json.append("\",\"providerName\":\"").append(RecordSql.PROVIDERS.get(provider));
    json.append("\",\"model\":\"").append(RecordSql.MODELS.get(model));
    json.append("\",\"channelId\":\"channel-").append(provider * 2L + client % 2);
    json.append("\",\"endpoint\":\"/v1/messages\",\"stream\":true,\"clientId\":\"client-");
    json.append(client).append("\",\"sessionId\":\"").append(run);
    json.append(Math.floorDiv(request, 1_000L) * 50 + client).append('"');
  }

  private static void end(StringBuilder json, String run, long request) {
    long input = 200 + request * 13 % 30_000;
    long output = 50 + request * 7 % 4_000;
    id(json, run, request).append("\",\"completeTime\":\"").append(now());
    if (request % 33 == 0) {
      json.append("\",\"status\":\"error\",\"httpStatus\":529,\"error\":\"Overloaded\"");
      return;
    }
    json.append("\",\"status\":\"completed\",\"httpStatus\":200,\"firstTokenDurationMs\":");
    json.append(200 + request % 900).append(",\"inputTokens\":").append(input);
    json.append(",\"outputTokens\":").append(output);
    json.append(",\"cacheReadInputTokens\":18432,\"inputCost\":").append(micros(input * 3));
    json.append(",\"outputCost\":").append(micros(output * 15));
  }

  private static StringBuilder id(StringBuilder json, String run, long request) {
    return json.append("{\"id\":\"").append(run).append('.').append(request);
  }

  private static BigDecimal micros(long microDollars) {
    return BigDecimal.valueOf(microDollars, 6);
  }

  private static Instant now() {
    return Instant.now().truncatedTo(ChronoUnit.MILLIS);
  }
}
