package org.tokentail.log;

/**
 * What was called. Every component is null while unknown.
 *
 * @param type wire format (claude, openai, gemini, ...), at most 64 characters
 * @param providerName at most 256 characters, like channel and models
 * @param model the model asked for
 * @param responseModel the model that answered
 * @param endpoint path at the provider, at most 1,024 characters
 * @param stream whether the answer was streamed
 */
public record Target(
    String type,
    String providerName,
    String channelId,
    String channelName,
    String model,
    String responseModel,
    String endpoint,
    Boolean stream) {
  public static final Target UNKNOWN = new Target(null, null, null, null, null, null, null, null);

  /**
   * @throws InvalidInputException naming the first component out of range
   */
  public Target {
    Checks.text("type", type, Checks.LABEL);
    Checks.text("providerName", providerName, Checks.NAME);
    Checks.text("channelId", channelId, Checks.NAME);
    Checks.text("channelName", channelName, Checks.NAME);
    Checks.text("model", model, Checks.NAME);
    Checks.text("responseModel", responseModel, Checks.NAME);
    Checks.text("endpoint", endpoint, Checks.ENDPOINT);
  }

  Target merge(Target newer) {
    return new Target(
        Merge.newer(newer.type, type),
        Merge.newer(newer.providerName, providerName),
        Merge.newer(newer.channelId, channelId),
        Merge.newer(newer.channelName, channelName),
        Merge.newer(newer.model, model),
        Merge.newer(newer.responseModel, responseModel),
        Merge.newer(newer.endpoint, endpoint),
        Merge.newer(newer.stream, stream));
  }
}
