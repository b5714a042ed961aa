package org.tokentail.log;

import java.util.Objects;
import java.util.stream.Stream;

/**
 * Tokens used, each a count from 0 to 10^12 and null while unknown. Input does not include what was
 * read from or written to the cache.
 *
 * @param totalTokens their sum when it was not given
 */
public record Usage(
    Long inputTokens,
    Long outputTokens,
    Long cacheCreationInputTokens,
    Long cacheReadInputTokens,
    Long totalTokens) {
  public static final Usage UNKNOWN = new Usage(null, null, null, null, null);

  /**
   * @throws InvalidInputException naming the first component out of range
   */
  public Usage {
    Checks.count("inputTokens", inputTokens);
    Checks.count("outputTokens", outputTokens);
    Checks.count("cacheCreationInputTokens", cacheCreationInputTokens);
    Checks.count("cacheReadInputTokens", cacheReadInputTokens);
    Checks.count("totalTokens", totalTokens);
  }

  Usage merge(Usage newer) {
    Usage merged =
        new Usage(
            Merge.newer(newer.inputTokens, inputTokens),
            Merge.newer(newer.outputTokens, outputTokens),
            Merge.newer(newer.cacheCreationInputTokens, cacheCreationInputTokens),
            Merge.newer(newer.cacheReadInputTokens, cacheReadInputTokens),
            null);
    // A total that was the sum of its parts follows them; one that was given apart from them stays.
    boolean summed = Objects.equals(totalTokens, sum());
    return merged.withTotal(
        newer.totalTokens != null ? newer.totalTokens : summed ? merged.sum() : totalTokens);
  }

  private Usage withTotal(Long total) {
    return new Usage(
        inputTokens, outputTokens, cacheCreationInputTokens, cacheReadInputTokens, total);
  }

  private Long sum() {
    return Stream.of(inputTokens, outputTokens, cacheCreationInputTokens, cacheReadInputTokens)
        .filter(Objects::nonNull)
        .reduce(Long::sum)
        .map(sum -> Math.min(sum, Checks.MAX_COUNT))
        .orElse(null);
  }
}
