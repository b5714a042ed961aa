package org.tokentail.bench.baseline;

import java.math.BigDecimal;

/** A record as the benchmark posts it; JSON-B reads and writes its fields. */
public class BaselineRecord {
  public String id;
  public String status;
  public String initialTime;
  public String completeTime;
  public String type;
  public String providerName;
  public String model;
  public String channelName;
  public String endpoint;
  public String sessionId;
  public long inputTokens;
  public long outputTokens;
  public long cacheCreationInputTokens;
  public long cacheReadInputTokens;
  public BigDecimal price;
  public int httpStatus;
  public boolean stream;
  public Metadata metadata;

  /** When the record was sent, and what makes it as long as a real one. */
  public static class Metadata {
    public long t;
    public String pad;
  }
}
