package org.tokentail.log;

/**
 * What went wrong, and which request this attempt belongs to. Every component is null while
 * unknown.
 *
 * @param error in our words, at most 16,384 characters
 * @param upstreamError in the upstream's own words, at most 16,384 characters
 * @param failoverInfo at most 4,096 characters
 * @param attemptOf id of the logical request
 */
public record Failure(String error, String upstreamError, String failoverInfo, String attemptOf) {
  public static final Failure NONE = new Failure(null, null, null, null);

  /**
   * @throws InvalidInputException naming the first component out of range
   */
  public Failure {
    Checks.text("error", error, Checks.ERROR);
    Checks.text("upstreamError", upstreamError, Checks.ERROR);
    Checks.text("failoverInfo", failoverInfo, Checks.NOTE);
    Checks.id("attemptOf", attemptOf);
  }

  Failure withoutError() {
    return new Failure(null, upstreamError, failoverInfo, attemptOf);
  }

  Failure merge(Failure newer) {
    return new Failure(
        Merge.newer(newer.error, error),
        Merge.newer(newer.upstreamError, upstreamError),
        Merge.newer(newer.failoverInfo, failoverInfo),
        Merge.newer(newer.attemptOf, attemptOf));
  }
}
