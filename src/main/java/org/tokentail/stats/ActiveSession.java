package org.tokentail.stats;

import java.math.BigDecimal;
import java.time.Instant;
import java.util.List;

/**
 * A session with recent requests; figures are of the whole session.
 *
 * @param clientId null when none is known
 * @param errors requests that ended as error or timeout
 * @param models in alphabetical order
 */
public record ActiveSession(
    String sessionId,
    String clientId,
    long requests,
    long pending,
    long errors,
    long totalTokens,
    BigDecimal totalCost,
    List<String> models,
    Instant firstActivity,
    Instant lastActivity) {}
