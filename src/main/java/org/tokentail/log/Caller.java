package org.tokentail.log;

/**
 * Who asked, and for which service. Every component is null while unknown.
 *
 * @param clientId at most 256 characters, like session and API key id
 * @param apiKeyId a name for the key, never the key itself
 * @param reasoningEffort at most 64 characters, like the service tier
 */
public record Caller(
    String clientId,
    String sessionId,
    String apiKeyId,
    String reasoningEffort,
    String serviceTier) {
  public static final Caller UNKNOWN = new Caller(null, null, null, null, null);

  /**
   * @throws InvalidInputException naming the first component out of range
   */
  public Caller {
    Checks.text("clientId", clientId, Checks.NAME);
    Checks.text("sessionId", sessionId, Checks.NAME);
    Checks.text("apiKeyId", apiKeyId, Checks.NAME);
    Checks.text("reasoningEffort", reasoningEffort, Checks.LABEL);
    Checks.text("serviceTier", serviceTier, Checks.LABEL);
  }

  Caller merge(Caller newer) {
    return new Caller(
        Merge.newer(newer.clientId, clientId),
        Merge.newer(newer.sessionId, sessionId),
        Merge.newer(newer.apiKeyId, apiKeyId),
        Merge.newer(newer.reasoningEffort, reasoningEffort),
        Merge.newer(newer.serviceTier, serviceTier));
  }
}
