package org.tokentail.load;

import java.time.Instant;
import java.time.temporal.ChronoUnit;

/** A finished request of about 600 bytes, as a log of LLM traffic has them. */
final class LoadRecord {
  private static final int SIZE = 600;
  private static final String PAD = "x".repeat(SIZE);

  private LoadRecord() {}

  static String id(String run, long seq) {
    return run + "-" + seq;
  }

  /**
   * @param sentAt epoch nanoseconds, in its metadata as "t"
   */
  static void append(StringBuilder json, String run, long seq, long sentAt) {
    int start = json.length();
    Instant now = Instant.now().truncatedTo(ChronoUnit.MILLIS);
    json.append("{\"id\":\"").append(id(run, seq)).append("\",\"status\":\"completed\"");
    json.append(",\"initialTime\":\"").append(now).append("\",\"completeTime\":\"").append(now);
    json.append("\",\"type\":\"claude\",\"providerName\":\"anthropic-primary\"");
    json.append(",\"model\":\"claude-sonnet-4-20250514\",\"channelName\":\"Primary\"");
    json.append(",\"endpoint\":\"/v1/messages\",\"sessionId\":\"0b8c3c1e-6f0e-4e0c-9d53-");
    json.append(seq % 200).append("\",\"inputTokens\":").append(seq * 13 % 30_000);
    json.append(",\"outputTokens\":").append(seq * 7 % 4_000);
    json.append(",\"cacheCreationInputTokens\":2048,\"cacheReadInputTokens\":18432");
    json.append(",\"price\":0.08231,\"httpStatus\":200,\"stream\":true,\"metadata\":{\"t\":");
    json.append(sentAt).append(",\"pad\":\"");
    json.append(PAD, 0, Math.max(0, SIZE - (json.length() - start) - 3)).append("\"}}");
  }
}
