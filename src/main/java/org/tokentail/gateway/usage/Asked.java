package org.tokentail.gateway.usage;

/**
 * What a request's body says (docs/PROTOCOL.md, "What a request says of itself"). Every text fits
 * the property of a record that it is meant for. Everything is null while unknown.
 *
 * @param model null as well where the path says it: Gemini, like {@code stream}
 * @param sessionId the conversation it belongs to
 * @param clientId who asked
 */
public record Asked(
    String model,
    Boolean stream,
    String sessionId,
    String clientId,
    String reasoningEffort,
    String serviceTier) {
  /** Nothing was read. */
  public static final Asked UNKNOWN = new Asked(null, null, null, null, null, null);

  /** Reads a body; {@link #UNKNOWN} when it is not JSON. Never throws. */
  public static Asked of(WireFormat format, byte[] body) {
    return UNKNOWN;
  }
}
