package org.tokentail.bench.baseline;

/** The data of an event, written by JSON-B for each client anew. */
public class BaselineEvent {
  public final String type;
  public final BaselineRecord data;
  public final String timestamp;

  BaselineEvent(String type, BaselineRecord data, String timestamp) {
    this.type = type;
    this.data = data;
    this.timestamp = timestamp;
  }
}
