package org.tokentail.stats;

import com.fasterxml.jackson.annotation.JsonUnwrapped;
import java.time.Instant;
import java.util.Map;

/**
 * The answer of {@code GET api/logs/stats}: sums, and how long requests took (docs/PROTOCOL.md,
 * "Statistics").
 *
 * @param to initial time up to which records were counted, exclusive; null: all
 * @param durationMs null without a completed request that has a duration
 * @param firstTokenDurationMs null without one that has a first token
 * @param byChannel by name, or id where it has none
 * @param byClient null where the filter tells targets apart: clients are counted beside these
 */
public record Summary(
    @JsonUnwrapped Stats stats,
    Instant to,
    Percentiles durationMs,
    Percentiles firstTokenDurationMs,
    Map<String, Stats.Share> byChannel,
    Map<String, Stats.Share> byClient) {}
