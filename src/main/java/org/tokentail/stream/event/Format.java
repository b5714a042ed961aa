package org.tokentail.stream.event;

/** How events look on the wire. */
public enum Format {
  /** Server-Sent Events (HTML standard, section 9.2). */
  SSE,
  /** One JSON object a line. */
  NDJSON
}
